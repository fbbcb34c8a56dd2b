import type { Report } from '../report.ts';
import type { TestConfig } from '../test-config.ts';

/** Everything about one judged replay: what is printed, written and exported. */
export interface ReportDocument {
	/** Name of the snapshot. */
	snapshot: string;
	target: string;
	/** 'recorded', '2x', ... */
	timing: string;
	config: TestConfig;
	report: Report;
}

/** One way to write a report down. */
export interface ReportFormat<Name extends string = string> {
	readonly name: Name;
	/** For menus: 'JUnit XML'. */
	readonly label: string;
	/** Of the file, without a dot. */
	readonly extension: string;
	readonly mediaType: string;
	render(document: ReportDocument): string;
}

/** Keeps the name of a format for the registry. */
export function defineFormat<const Name extends string>(format: ReportFormat<Name>): ReportFormat<Name> {
	return format;
}
