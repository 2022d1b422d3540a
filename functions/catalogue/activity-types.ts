import type { CatalogueEntry } from './entry.ts';

/** Activity types (活动形式), an open list (domain.md). The forms of a themed class meeting can be chosen by themselves. */
export const activityTypes: readonly CatalogueEntry[] = [
  { code: 'first-lesson', zh: '开学第一课', en: 'First lesson of term' },
  { code: 'class-meeting', zh: '主题班会', en: 'Themed class meeting' },
  { code: 'class-meeting-tribute', zh: '主题班会·致敬劳模交流会', en: 'Class meeting: tribute to model workers' },
  { code: 'class-meeting-craft', zh: '主题班会·工匠课堂', en: 'Class meeting: craftsman in class' },
  { code: 'class-meeting-parent', zh: '主题班会·劳模家长上讲台', en: 'Class meeting: a model-worker parent teaches' },
  { code: 'lecture', zh: '劳模工匠大讲堂', en: 'Model workers and craftsmen lecture' },
  { code: 'lecture-trade-stories', zh: '行业故事', en: 'Stories of a trade (vocational schools)' },
  { code: 'lecture-craftsmanship', zh: '匠人匠心', en: 'Craftsmen and their craft (vocational schools)' },
  { code: 'civics-class', zh: '大思政课', en: 'Civics class in society' },
  { code: 'labour-practice', zh: '劳动教育实践', en: 'Labour practice' },
  { code: 'study-tour', zh: '劳动研学游', en: 'Labour study tour' },
  { code: 'online-class', zh: '劳模云课堂', en: 'Model workers online class' },
  { code: 'live-stream', zh: '云直播', en: 'Live stream' },
  { code: 'apprenticeship', zh: '师带徒', en: 'Master and apprentice' },
  { code: 'workshop', zh: '匠人工作坊', en: 'Craft workshop' },
  { code: 'demonstration', zh: '示范活动', en: 'Demonstration activity' },
];
