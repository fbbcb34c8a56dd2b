import { csv } from './csv-format.ts';
import { html } from './html-format.ts';
import { json } from './json-format.ts';
import { junit } from './junit-format.ts';
import { markdown } from './markdown-format.ts';
import { yaml } from './yaml-format.ts';

/** Every way to write a report down, in the order of menus. */
export const REPORT_FORMATS = [json, junit, markdown, html, csv, yaml] as const;

export type ReportFormatName = (typeof REPORT_FORMATS)[number]['name'];
