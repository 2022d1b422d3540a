import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Answer } from '../platform/api.ts';
import { html } from '../platform/html.ts';
import { htmlPage } from '../platform/html-page.ts';
import { BODIES } from './bodies.ts';
import type { LetterAnswer } from './contract.ts';
import { TITLES } from './words.ts';

/**
 * An A4 page that looks like an official letter (公文): the union's name in red above a double line, the number, the heading, the text in
 * a Song or imitation-Song type, and room for round seals of 42 mm. What has much to say is set smaller.
 */
const STYLE = `
@page{size:A4;margin:16mm 24mm 12mm 26mm}
*{box-sizing:border-box}
body{margin:0;color:#000;background:#fff;font:15pt/1.65 FangSong,FangSong_GB2312,STFangsong,"Noto Serif CJK SC",SimSun,STSong,serif}
main{max-width:160mm;margin:0 auto}
main.release-request{font-size:13pt;line-height:1.5}
main.confirmation{font-size:14pt;line-height:1.55}
main.dense{font-size:11.5pt;line-height:1.4}
p{margin:0;text-indent:2em;overflow-wrap:anywhere}
small{display:block;font:7.5pt/1.1 system-ui,sans-serif;color:#555;text-indent:0}
.issuer{margin:0;padding:0 0 3mm;text-align:center;text-indent:0;font:700 25pt/1.3 SimSun,STSong,"Noto Serif CJK SC",serif;color:#c00;border-bottom:3.5pt double #c00}
.number{margin-top:3mm;text-align:right;text-indent:0}
h1{margin:4mm 0 3mm;text-align:center;font:700 22pt/1.25 SimSun,STSong,"Noto Serif CJK SC",serif}
h2{margin:0;text-align:center;font:700 15pt/1.3 SimSun,STSong,"Noto Serif CJK SC",serif}
h2 small{display:inline}
.to,.seals p,.sign p,.seal p,.issued{text-indent:0}
.changed{margin:0 0 4mm;padding:2mm;text-align:center;text-indent:0;border:2pt solid #c00;color:#c00;font-weight:700}
table{width:100%;margin:2mm 0;border-collapse:collapse;font-size:.94em;line-height:1.4}
th,td{padding:1mm 2mm;border:.75pt solid #000;text-align:left;vertical-align:middle;overflow-wrap:anywhere}
th{width:31mm;font-weight:400;text-align:center;white-space:nowrap}
.sign,.seal{position:relative;break-inside:avoid;text-align:center}
.sign{width:80mm;height:42mm;margin:1mm 0 0 auto;padding-top:15mm}
.sign span,.seal span{position:absolute;left:0;right:0;color:#707070;font-size:11pt}
.sign span{top:2mm}
.slip{margin-top:4mm;padding-top:3mm;border-top:1pt dashed #000;break-inside:avoid;font-size:.9em}
.box{display:inline-block;width:.9em;height:.9em;margin:0 .3em 0 .2em;border:1pt solid #000;vertical-align:-.08em}
.line{display:inline-block;width:32mm;border-bottom:.75pt solid #000}
.seals{display:flex;flex-wrap:wrap;gap:3mm;margin-top:3mm}
.seals>div{flex:1 1 60mm}
.seals>.seal{flex:1 1 46mm;min-height:46mm;max-width:80mm;padding:2mm;border:.75pt solid #000;line-height:1.3;font-size:.86em}
.seal span{top:50%;margin-top:-.7em}
.seal p:last-child{position:absolute;left:0;right:0;bottom:2mm}
.dense .seals>.seal{min-height:42mm}
.slip .seals>.seal{flex:0 0 64mm;min-height:44mm;border-style:dashed;border-color:#999}
.issued{margin-top:3mm;text-align:right}
@media screen{main{padding:12mm 4mm}}
`;

const sheet = htmlPage(STYLE);

/** With more lines than this in its table, or seals below it, a letter would leave its page at the usual size. */
const MOST_LINES = 5;

/** A letter to print. */
export function letterPage(letter: LetterAnswer, catalogue: Catalogue): Answer {
  const { kind, number, union, changed } = letter;
  const title = TITLES[kind];
  const lines = letter.times.length + letter.schools.length + letter.speakers.length + letter.employers.length;
  return sheet(
    200,
    `${title.zh} ${number}`,
    html`<main class="${lines > MOST_LINES ? 'dense' : kind}">
${
  changed &&
  html`<p class="changed" role="alert">已变更，请以最新通知为准<small lang="en">This has changed since; what you were told last counts</small></p>`
}
<p class="issuer">${union.name}</p>
<p class="number">${number}</p>
<h1>${title.zh}<small lang="en">${title.en}</small></h1>
${BODIES[kind](letter, catalogue)}
</main>`,
  );
}
