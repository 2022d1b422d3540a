/** One sentence, in Chinese and English, for each way in which the local cloud may not start. */
const sentences: Record<string, (message: string) => string> = {
  JavaMissing: (message) => `需要 Java 17 或更高版本（java 须在 PATH 中）。${message}.`,
  JournalInUse: (path) => `数据目录正被另一个实例使用。The data folder is in use by another instance (${path}).`,
  JournalDamaged: (message) => `数据目录已损坏，未作任何改动。The journal is damaged; nothing was changed (${message}).`,
  StoreDamaged: (message) =>
    `数据目录不完整或不匹配，未作任何改动。The data folder is damaged; nothing was changed: ${message}.`,
  TableChanged: (message) => `数据表与模板不符。${message}.`,
  DynamoDbFailed: (message) => `DynamoDB Local 未能启动。${message}`,
  TemplateRefused: (message) => `模板中有本地不支持的内容。The template cannot run here: ${message}.`,
  SynthesisFailed: (message) => `模板合成失败。The template could not be synthesized: ${message}`,
  FunctionUnusable: (message) => `函数无法加载。${message}`,
  InvalidSetting: (message) => message,
};

/** What to tell the operator: a sentence for what is known, everything for what is not. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `端口 ${port} 已被占用。Port ${port} is taken; set PORT to another one.`;
  if (code === 'EACCES' && port !== undefined)
    return `没有权限使用端口 ${port}。Port ${port} is not permitted; set PORT to another one.`;
  return sentences[error.name]?.(error.message) ?? error.stack ?? error.message;
}
