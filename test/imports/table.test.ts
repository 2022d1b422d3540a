import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { CSV, XLSX } from '../../functions/imports/media-types.ts';
import { cellsOf } from '../../functions/imports/table.ts';

const csv = (bytes: Buffer) => cellsOf({ type: CSV, bytes });
const text = '名称,电话\n示例一小, 190-0000-0001 \n\n"示例, 二小",1\n';
const cells = [['名称', '电话'], ['示例一小', '190-0000-0001'], [''], ['示例, 二小', '1']];

test('CSV is read in UTF-8, with and without its mark, and as spreadsheets in Chinese save it', async () => {
  expect(await csv(Buffer.from(text))).toEqual(cells);
  expect(await csv(Buffer.from(`\ufeff${text}`))).toEqual(cells);
  // 示例,电话 in GB 18030
  const gb18030 = Buffer.from([0xca, 0xbe, 0xc0, 0xfd, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0]);
  expect(await csv(gb18030)).toEqual([['示例', '电话']]);
});

test('of a workbook the first sheet is read; numbers stay as they were typed, a date is a day', async () => {
  const value = (content: string) => ({ value: content });
  const bytes = await writeExcelFile([
    [value('电话'), value('开始日期')],
    [
      { value: 19000000001, type: Number },
      { value: new Date(Date.UTC(2026, 2, 2)), type: Date, format: 'yyyy-mm-dd' },
    ],
  ]).toBuffer();
  expect(await cellsOf({ type: XLSX, bytes })).toEqual([
    ['电话', '开始日期'],
    ['19000000001', '2026-03-02'],
  ]);
});

test('what is no table is refused, and so is what would unpack to far more than a list', async () => {
  const notATable = { type: 'not-a-table', status: 400 };
  await expect(cellsOf({ type: XLSX, bytes: Buffer.from('示例') })).rejects.toMatchObject(notATable);
  await expect(csv(Buffer.from([0xff, 0xff, 0xff]))).rejects.toMatchObject(notATable);
  await expect(csv(Buffer.from('"示例'))).rejects.toMatchObject(notATable);
  const bomb = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(21 * 1024 * 1024) }));
  expect(bomb.length).toBeLessThan(1024 * 1024);
  await expect(cellsOf({ type: XLSX, bytes: bomb })).rejects.toMatchObject(notATable);
});

test('a cell at the far end of a sheet is refused before the sheet is padded up to it', async () => {
  const sheet = (cell: string) =>
    Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': strToU8(`<sheetData><row r="1"><c r="${cell}"/></row></sheetData>`) }));
  for (const cell of ['XFD1', 'A1048576', 'AAA1'])
    await expect(cellsOf({ type: XLSX, bytes: sheet(cell) })).rejects.toMatchObject({ type: 'not-a-table' });
});
