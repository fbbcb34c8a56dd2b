import { type Command, Option } from 'commander';
import type { CliIo } from '../cli-io.ts';
import { parseReplayOptions } from './replay/options.ts';
import { replay } from './replay/run-replay.ts';

const HELP = `
Examples:
  refrain replay --in ./recording --test-against ws://127.0.0.1:9001
  refrain replay --in ./recording --test-against :9001 --timing asap
  refrain replay --in ./recording --test-against :9001 --accept-noise --save-config checks.json
  refrain replay --in ./recording --test-against :9001 --config checks.json -o json > report.json
  refrain replay --in ./recording --test-against :9001 --config checks.json --fail-if "latency.p95 > 200"
  refrain replay --in ./recording --test-against :9001 --stage vus=50,for=2m,ramp=30s --fail-if "latency.p99 > 500"

--test-against may leave out what is as recorded: ws://host:port, host, :port, wss://. A client message waits for the
server messages that it followed in the recording, in every timing; asap only drops the pauses.
Goals for --fail-if: accuracy, mismatch, missing, unexpected, late, messages-per-second, latency.p50 ... latency.max (ms).
Exit code 0: everything matches; 1: differences, or a goal was missed; 2: wrong usage, or the target could not be reached;
3: with --fail-on-new-mismatch, a cause that the baseline does not have.`;

export const command = {
	register(program: Command, io: CliIo): void {
		program
			.command('replay')
			.description("Play a recording's client side against a service and compare what it answers.")
			.requiredOption('--in <dir>', 'recording or snapshot directory')
			.requiredOption('--test-against <target>', 'the service: ws://host:port, or what differs from the recording')
			.option('--timing <timing>', 'recorded, asap, a speed (2x, 0.5x) or a fixed gap (100ms)', 'recorded')
			.option('--max-gap <duration>', 'cut longer pauses to this, e.g. 10s')
			.option(
				'--wait <duration>',
				'how long to wait for an expected message before going on (default: as in the profile, 5s)',
			)
			.option('--config <file>', 'assertion profile (JSON): what may differ, goals')
			.option('--test-config <file>', 'another name for --config')
			.option('--var <name=value>', 'a variable for the transforms of the profile (repeatable)', append, [])
			.option('--seed <text>', 'what random values begin from', 'refrain')
			.option('-u, --vus <n>', 'load: so many virtual users at a time, each with its own copy of the recording')
			.option('-n, --times <n>', 'load: how often each user plays it')
			.option('-f, --for <duration>', 'load: how long the users play it, e.g. 2m')
			.option('--stage <stage>', 'load: vus=50,for=2m,ramp=30s (repeatable, one after the other)', append, [])
			.option('--learn', 'replay twice and propose checks for what differs between the two')
			.option('--accept-noise', 'accept the proposed checks that every value seen confirms, then judge')
			.option('--save-config <file>', 'write the profile, with the proposed checks, to a file')
			.option('--fail-if <condition>', 'e.g. "missing > 0" or "latency.p95 > 200" (repeatable)', append, [])
			.option('--baseline <path>', 'an earlier report (a file or directory of --out) to compare the causes with')
			.option('--fail-on-new-mismatch', 'exit 3 when there is a cause that the baseline does not have, else 0')
			.option(
				'--out <path>',
				'write the report here: .json .xml .md .html .csv .yaml, or a directory for report and traffic',
				append,
				[],
			)
			.option('--junit <file>', 'write JUnit XML here')
			.addOption(
				new Option('-o, --output <format>', 'pretty for people, the others for scripts')
					.choices(['pretty', 'json', 'yaml', 'csv', 'markdown'])
					.default('pretty'),
			)
			.option('--tls-insecure', 'accept any certificate of a wss:// target')
			.option('--tls-ca <file>', 'PEM file of a certificate authority to trust for a wss:// target')
			.addHelpText('after', HELP)
			.action((options: unknown) => replay(parseReplayOptions(options), io));
	},
};

function append(value: string, previous: readonly string[]): string[] {
	return [...previous, value];
}
