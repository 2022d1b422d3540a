import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Html, html } from '../platform/html.ts';
import type { LetterAnswer } from './contract.ts';
import type { LetterKind } from './letter.ts';
import { activityOf, dateOf, momentOf, placeOf, speakerOf, timeOf } from './words.ts';

/** What each kind of letter says between its heading and its end: official Chinese, a line of English where somebody looks for it. Pure. */
export const BODIES: Record<LetterKind, (letter: LetterAnswer, catalogue: Catalogue) => Html> = {
  'release-request': (letter, catalogue) => html`
<p class="to">${letter.addressee.name}：</p>
<p>为大力弘扬劳模精神、劳动精神、工匠精神，扎实推进“劳模工匠进校园”活动，现商请贵单位支持${speakerOf(letter.speakers[0]!, catalogue, '同志')}参加以下活动：</p>
${table(arrangements(letter, catalogue))}
<p>请贵单位在时间、精力和工作安排上予以支持，并给予必要的技术支持。${
    letter.replyBy === undefined
      ? '贵单位已同意支持，谨致谢意，请在回执上盖章，交我会留存。'
      : `请于${momentOf(letter.replyBy)}前填写回执并盖章，函复我会。`
  }</p>
<p>特此函商，请予支持为盼。</p>
${signature(letter)}
<section class="slip">
<h2>回　执 <small lang="en">Reply</small></h2>
<div class="seals">
<div>
<p>${letter.union.name}：</p>
<p>《${letter.number}》收悉。我单位</p>
<p><span class="box"></span>同意支持</p>
<p><span class="box"></span>不能支持，原因：<span class="line"></span></p>
<p>经办人：<span class="line"></span></p>
<p>联系电话：<span class="line"></span></p>
</div>
${seal(letter.addressee.name)}
</div>
</section>`,

  invitation: (letter, catalogue) => html`
<p class="to">尊敬的${speakerOf(letter.speakers[0]!, catalogue, '同志')}：</p>
<p>为大力弘扬劳模精神、劳动精神、工匠精神，引导青少年学生崇尚劳动、尊重劳动，经研究，诚邀您参加“劳模工匠进校园”活动，走进校园与师生面对面交流。活动安排如下：</p>
${table([...arrangements(letter, catalogue), contact(letter)])}
<p>敬请拨冗莅临，并将能否参加告知我会。场地、设备等方面如有需要，请与学校联系人联系。</p>
<p>衷心感谢您对青少年劳动教育的关心和支持！</p>
<p>此致</p>
<p class="to">敬礼！</p>
${signature(letter)}`,

  confirmation: (letter, catalogue) => html`
<p class="to">${letter.addressee.name}：</p>
<p>以下“劳模工匠进校园”活动已经各方确认，请按此安排做好准备：</p>
${table([
  ...arrangements(letter, catalogue),
  ['劳模工匠', 'Speakers', letter.speakers.map((speaker) => speakerOf(speaker, catalogue)).join('、')],
  contact(letter),
])}
<p>请学校做好场地、设备和安全保障，并在活动结束后按时填报活动统计表。时间、人选如有变化，请立即告知我会。</p>
<div class="seals">${[letter.addressee, ...letter.employers, letter.union].map(({ name }) => seal(name))}</div>
<p class="issued">${letter.union.name}　${dateOf(letter.issuedAt)}签发</p>`,
};

type Row = readonly [zh: string, en: string, value: string | Html];

const arrangements = (letter: LetterAnswer, catalogue: Catalogue): Row[] => [
  ['活　　动', 'Activity', activityOf(letter, catalogue)],
  [
    '时　　间',
    'Time',
    html`${letter.times.map((time) => html`<div>${[timeOf(time), time.audience, time.place].filter(Boolean).join('　')}</div>`)}`,
  ],
  ['地　　点', 'Place', placeOf(letter)],
  ['学　　校', 'School', letter.schools.map(({ name }) => name).join('、')],
  ['学生人数', 'Students', `约${letter.expectedStudents}人`],
];

const contact = ({ contact: who }: LetterAnswer): Row => [
  '学校联系人',
  'Contact',
  [who?.name ?? '', who?.phone ?? ''].join('　'),
];

const table = (rows: Row[]): Html =>
  html`<table>${rows.map(([zh, en, value]) => html`<tr><th>${zh}<small lang="en">${en}</small></th><td>${value}</td></tr>`)}</table>`;

/** Where a seal goes over the name and the date. */
const signature = ({ union, issuedAt }: LetterAnswer): Html =>
  html`<div class="sign"><span>（盖章处）</span><p>${union.name}</p><p>${dateOf(issuedAt)}</p></div>`;

const seal = (name: string): Html => html`<div class="seal"><p>${name}</p><span>（盖章处）</span><p>年　　月　　日</p></div>`;
