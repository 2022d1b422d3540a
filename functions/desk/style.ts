import { createHash } from 'node:crypto';

/** The look of all pages: system fonts, one accent, wide enough to press; what is printed has no menus. */
export const STYLE = `
:root{--ink:#1f2328;--soft:#57606a;--line:#c9ced4;--ground:#f6f7f8;--paper:#fff;--accent:#a4161a;--good:#1a6b34;--warn:#8a4b00}
*{box-sizing:border-box}
body{margin:0;font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--ground);overflow-wrap:anywhere}
a{color:#0b57a4}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid #0b57a4;outline-offset:2px}
.skip,.hidden{position:absolute;left:-99em}
.skip:focus{left:.5em;top:.5em;background:var(--paper);padding:.5em;z-index:1}
header.top{background:var(--paper);border-bottom:1px solid var(--line)}
header.top>div,main,footer{max-width:64rem;margin:0 auto;padding:.75rem 1rem}
header.top>div{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center}
header.top .name{font-weight:700;color:var(--accent);margin-right:auto}
nav{flex-basis:100%}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem;list-style:none;margin:0;padding:0}
nav a{display:block;padding:.5rem .75rem;border-radius:.4rem;color:var(--ink);text-decoration:none}
nav a:hover{background:var(--ground)}
nav a[aria-current]{background:var(--accent);color:#fff}
details.more{margin:0;position:relative}
details.more summary{padding:.5rem .75rem;font-weight:400}
details.more ul{flex-direction:column;position:absolute;left:0;min-width:9rem;background:var(--paper);border:1px solid var(--line);border-radius:.4rem;padding:.25rem;z-index:1}
h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0 1rem}
h2{font-size:1.15rem;margin:1.5rem 0 .5rem}
small,.soft{color:var(--soft);font-size:.875rem}
.card,section{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1rem;margin:0 0 1rem}
.card>:first-child,section>:first-child{margin-top:0}
.card>:last-child,section>:last-child{margin-bottom:0}
.cards{list-style:none;margin:0;padding:0}
.cards .card h2,.cards .card h3{margin:0;font-size:1.15rem}
.cards .card p{margin:.25rem 0}
.tag{display:inline-block;padding:0 .5rem;border-radius:1rem;border:1px solid currentColor;font-size:.875rem;white-space:nowrap}
.tag.good{color:var(--good)}.tag.warn{color:var(--warn)}.tag.bad{color:var(--accent)}
.wrong,.note{border-left:.3rem solid var(--accent);background:var(--paper);padding:.5rem 1rem;margin:0 0 1rem}
.note{border-color:var(--good)}
.field{margin:0 0 1rem}
.field .wrong{padding:.1rem .6rem;margin:.25rem 0 0;font-size:.875rem}
.field p.soft,fieldset p.soft{margin:0 0 .35rem}
details.card{padding:.5rem 1rem}
dl.figures{grid-template-columns:3fr 2fr;gap:.35rem 1rem}
.pair.figures{grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));align-items:end}
.stack{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0 0}
header.top>div>a[aria-current]{font-weight:600}
.links{padding-left:1.25rem}
.links a{display:inline-block;padding:.25rem 0}
dl{display:grid;grid-template-columns:fit-content(7.5rem) 1fr;gap:.35rem 1rem;margin:0}
dt{color:var(--soft)}
dd{margin:0}
label,legend{display:block;font-weight:600;margin:0 0 .25rem;padding:0}
fieldset{border:0;margin:0 0 1rem;padding:0}
input,select,textarea,button,.button{font:inherit;max-width:100%;padding:.55rem .7rem;min-height:2.75rem;border:1px solid #767b82;border-radius:.4rem;background:var(--paper);color:var(--ink)}
input:not([type=checkbox]):not([type=radio]),select,textarea{width:100%}
input[type=checkbox],input[type=radio]{width:1.25rem;height:1.25rem;min-height:0;margin:0 .5rem 0 0;vertical-align:middle;accent-color:var(--accent)}
.checks{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.25rem 1rem}
.checks.people{grid-template-columns:repeat(auto-fill,minmax(14rem,1fr))}
.checks label{font-weight:400;padding:.35rem 0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:0 1rem}
button,.button{display:inline-block;cursor:pointer;text-decoration:none;text-align:center;background:var(--accent);border-color:var(--accent);color:#fff;font-weight:600;padding:.55rem 1.5rem}
button.second,.button.second{background:var(--paper);color:var(--accent)}
button small{color:inherit;font-weight:400}
.big button,.big .button{width:100%;min-height:3.5rem;margin:.5rem 0}
.big form>label,.big form>fieldset{margin-top:.75rem}
.big form{margin:0 0 .5rem}
summary.button{list-style:none;display:flex;gap:.4rem;align-items:center;justify-content:center}
meter{width:6rem;height:1rem;vertical-align:middle}
.inline-head{display:none}
form.plain{display:inline}
form.plain button{background:none;border:0;color:#0b57a4;padding:.5rem .25rem;min-height:0;font-weight:400;text-decoration:underline}
details{margin:0 0 1rem}
summary{font-weight:600;padding:.5rem 0;cursor:pointer}
.filters{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:0 1rem;align-items:end;row-gap:1rem}
.filters .field{margin:0}
main>form{margin:0 0 1rem}
.wide{overflow-x:auto}
.wide th,.wide td{min-width:6.5rem}
.wide th.number{min-width:3rem}
.wide td.number{min-width:0;white-space:nowrap;text-align:right}
.typed{white-space:pre-line}
table{border-collapse:collapse;width:100%}
tbody th{font-weight:600}
th,td{text-align:left;vertical-align:top;padding:.5rem;border-bottom:1px solid var(--line)}
ol.timeline{list-style:none;margin:0;padding:0 0 0 1rem;border-left:2px solid var(--line)}
ol.timeline li{margin:0 0 .75rem}
nav.turn{display:flex;flex-wrap:wrap;gap:.5rem;margin:0 0 1rem}
nav.turn a{background:var(--paper);color:var(--accent);padding:.55rem 1rem}
.mark{display:inline-block;border-left:.35rem solid var(--line);padding:.1rem .4rem;color:var(--ink)}
.mark.held{border-color:#1a6b34}.mark.agreed{border-color:#0b57a4}.mark.underway{border-color:#d98e04}.mark.ended{border-color:#9aa0a6}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem}
table.month{table-layout:fixed}
table.month td{height:5.5rem;border:1px solid var(--line);padding:.25rem}
table.month td.other{background:var(--ground)}
table.month td.today{box-shadow:inset 0 0 0 2px var(--accent)}
table.month .mark{display:block;margin:.15rem 0;font-size:.8125rem;line-height:1.4;text-decoration:none}
table.month .mark:hover{text-decoration:underline}
table.month .date{color:var(--soft);font-size:.875rem}
.call .whole{white-space:nowrap}
table.month .whole{position:absolute;left:-99em}
.plot{display:flex;gap:.5rem;align-items:center}
.plots table.rows th:first-child{width:30%}
.plots tbody th{font-weight:400}
svg.bar{width:100%;height:1.1rem;flex:1}
svg.strip{width:100%;height:1.75rem;overflow:visible;padding:0 8px}
svg .held{fill:#1a6b34}svg .agreed{fill:#0b57a4}svg .underway{fill:#d98e04}svg .ended{fill:#9aa0a6}
svg line{stroke:var(--line);stroke-width:1}svg circle{fill:#0b57a4;fill-opacity:.55}
footer{color:var(--soft);font-size:.875rem}
@media(max-width:40rem){.inline-head{display:inline;color:var(--soft)}table.rows thead{position:absolute;left:-99em}table.rows tr,table.rows td,table.rows tbody th{display:block;border:0;padding:.1rem 0}table.rows tr{border-bottom:1px solid var(--line);padding:.75rem 0}details.more ul{position:static}.plots table.rows th:first-child{width:auto}table.month thead,table.month td.other,table.month td.free,table.month .number{display:none}table.month,table.month tbody,table.month tr,table.month td{display:block;height:auto;border:0}table.month td{padding:.5rem 0}table.month .whole{position:static;font-weight:600;color:var(--ink)}table.month td.today{box-shadow:none}table.month .mark{font-size:1rem;padding:.35rem .6rem}main form:not(.plain)>button{width:100%}}
@media(min-width:40rem){dl.figures{grid-template-columns:minmax(9rem,20rem) 1fr}}
@media(min-width:60rem){.columns{display:grid;grid-template-columns:3fr 2fr;gap:0 1.5rem;align-items:start}}
@page across{size:A4 landscape;margin:10mm}
@media print{header.top,footer,form,.button,.filters{display:none}body{background:none}.card,section{border:0;padding:0}.across tr{break-inside:avoid}.across{page:across;max-width:none}.wide{overflow:visible}.across .wide th,.across .wide td{min-width:0;font-size:.75rem;padding:.25rem}}
`;

/** Names this very style, so that a browser may keep it for ever. */
export const STYLE_VERSION = createHash('sha256').update(STYLE).digest('base64url').slice(0, 12);
