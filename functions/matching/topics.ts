import type { Speaker } from '../talent/speaker.ts';

/**
 * Topics are catalogue codes or free text, and speakers write theirs in many words. The texts of all speakers are indexed once, so
 * that a match compares each distinct text once instead of once per speaker.
 */
export interface TopicIndex {
  /** Chinese names of the catalogue's codes. */
  names: Record<string, string>;
  /** Who has a text, by place in the roster; texts are plain. */
  speakers: Map<string, number[]>;
}

/** Full width, case and punctuation make no difference; Latin words stand apart from Chinese text. */
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/[a-z0-9]+/g, ' $& ')
    .replace(/ +/g, ' ')
    .trim();

const isChinese = (text: string) => /\p{sc=Han}/u.test(text);

/** Chinese is contained anywhere, other words only as whole words; a single character says too little. */
function contains(text: string, part: string): boolean {
  if (part.length < 2) return false;
  return isChinese(part) ? text.includes(part) : ` ${text} `.includes(` ${part} `);
}

/** A topic as itself and, when it is a code of the catalogue, also by its name. */
const readings = (topic: string, names: Record<string, string>) =>
  [topic, Object.hasOwn(names, topic) ? names[topic]! : ''].map(plain).filter((text) => text !== '');

const textsOf = ({ topics, talks, skills, trade }: Speaker) => [
  ...topics,
  ...talks.flatMap((talk) => talk.topics),
  ...skills,
  trade,
];

/** Indexes what each speaker can speak of: topics, talks' topics, skills, trade. */
export function indexTopics(speakers: Speaker[], names: Record<string, string>): TopicIndex {
  const index: TopicIndex = { names, speakers: new Map() };
  speakers.forEach((speaker, place) => {
    const texts = new Set(textsOf(speaker).flatMap((text) => readings(text, names)));
    for (const text of texts) {
      const places = index.speakers.get(text);
      if (places) places.push(place);
      else index.speakers.set(text, [place]);
    }
  });
  return index;
}

/** How many of the wanted topics each speaker covers, by place in the roster of `size`. */
export function coverage(wanted: string[], index: TopicIndex, size: number): Uint8Array {
  const counts = new Uint8Array(size);
  for (const topic of wanted) {
    const variants = readings(topic, index.names);
    const covers = new Uint8Array(size);
    for (const [text, places] of index.speakers) {
      const matches = variants.some((variant) => variant === text || contains(text, variant) || contains(variant, text));
      if (matches) for (const place of places) covers[place] = 1;
    }
    for (let place = 0; place < size; place += 1) counts[place]! += covers[place]!;
  }
  return counts;
}
