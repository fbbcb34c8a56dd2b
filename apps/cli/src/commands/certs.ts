import { homedir } from 'node:os';
import { join } from 'node:path';
import { authorityFiles, CertificateAuthority } from '@refrain/capture';
import type { Command } from 'commander';
import { z } from 'zod';
import type { CliIo } from '../cli-io.ts';

/** Where the certificate authority is kept when nobody says otherwise. */
export const CERTS_DIRECTORY = join(homedir(), '.refrain', 'certs');

const options = z.object({ dir: z.string(), force: z.boolean().optional() });

const EXAMPLES = `
The authority signs certificates for the services whose TLS refrain record reads. Its key never leaves this machine. Programs have to
trust it; refrain record tells the program that it starts itself.`;

export const command = {
	register(program: Command, io: CliIo): void {
		program
			.command('certs')
			.description('Make the certificate authority that TLS is recorded with, and say how programs come to trust it.')
			.option('--dir <dir>', 'where to keep it', CERTS_DIRECTORY)
			.option('--force', 'make a new one: programs have to be told of it again')
			.addHelpText('after', EXAMPLES)
			.action((given: unknown) => certs(options.parse(given), io));
	},
};

async function certs({ dir, force = false }: z.infer<typeof options>, io: CliIo): Promise<void> {
	const authority = await CertificateAuthority.create(dir, { force });
	const { certificate } = authorityFiles(dir);
	await io.result(certificate);
	io.note(`SHA-256 ${authority.fingerprint}
valid until ${authority.validTo.toISOString().slice(0, 10)}

Programs trust it with:
  Node              export NODE_EXTRA_CA_CERTS=${certificate}
  Python requests   export REQUESTS_CA_BUNDLE=${certificate}
  Python, Go, Ruby  export SSL_CERT_FILE=${certificate}
  curl              curl --cacert ${certificate} ...
  Debian, Ubuntu    cp ${certificate} /usr/local/share/ca-certificates/refrain.crt && update-ca-certificates
  macOS             security add-trusted-cert -k ~/Library/Keychains/login.keychain-db ${certificate}
  Firefox, Chromium import it as an authority in the settings for certificates`);
}
