import {
	createHash,
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyObject,
	randomBytes,
	sign,
	X509Certificate,
} from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { CaptureError } from '../capture-error.ts';
import { buildCertificate, type CertificateFacts } from '../certificates/certificate.ts';

const DAY_MS = 86_400_000;
const AUTHORITY_DAYS = 3650;
/** Clients of Apple refuse more than 398 days; a recording does not last a month. */
const LEAF_DAYS = 30;
/** Clocks of machines differ a little. */
const BACKDATED_MS = DAY_MS;
const MOST_LEAVES = 1000;

const CERTIFICATE_FILE = 'ca.crt';
const KEY_FILE = 'ca.key';
/** Authorities of the world and ours: for programs that take one file for all. */
const BUNDLE_FILE = 'bundle.crt';

/** Files of a certificate authority. */
export interface AuthorityFiles {
	certificate: string;
	key: string;
	/** The certificate among those that the world trusts. */
	bundle: string;
}

export function authorityFiles(directory: string): AuthorityFiles {
	const file = (name: string) => join(directory, name);
	return { certificate: file(CERTIFICATE_FILE), key: file(KEY_FILE), bundle: file(BUNDLE_FILE) };
}

/** Signs a certificate for every host name that a client asks for, so that TLS can be ended here. */
export class CertificateAuthority {
	/** PEM: what clients have to trust. */
	readonly certificatePem: string;
	readonly #key: KeyObject;
	readonly #certificate: X509Certificate;
	readonly #keyId: Uint8Array;
	/** One key serves all hosts: making one costs more than a handshake. */
	readonly #leafKey: KeyObject = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
	readonly #contexts = new Map<string, SecureContext>();

	private constructor(certificatePem: string, keyPem: string) {
		this.certificatePem = certificatePem;
		this.#certificate = new X509Certificate(certificatePem);
		this.#key = createPrivateKey(keyPem);
		this.#keyId = keyIdOf(createPublicKey(this.#key));
	}

	/**
	 * Makes an authority and keeps it in a directory; the key is readable by its owner only.
	 * @param force replace one that is there: clients that trust it have to be told of the new one
	 */
	static async create(directory: string, { force = false } = {}): Promise<CertificateAuthority> {
		if (!force) {
			const present = await CertificateAuthority.#read(directory);
			if (present) return present;
		}
		const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const keyId = keyIdOf(publicKey);
		const subject = `Refrain CA ${Buffer.from(keyId).toString('hex').slice(0, 8)}`;
		const facts = { ...factsFor(publicKey, AUTHORITY_DAYS), issuer: subject, subject, issuerKeyId: keyId };
		const certificate = toPem(buildCertificate({ ...facts, role: 'authority' }, signWith(privateKey)));
		const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
		const files = authorityFiles(directory);
		await mkdir(directory, { recursive: true, mode: 0o700 });
		await replace(files.key, key, 0o600);
		await replace(files.bundle, [...rootCertificates, certificate].join('\n'), 0o644);
		await replace(files.certificate, certificate, 0o644);
		return new CertificateAuthority(certificate, key);
	}

	/** The authority of a directory; null when there is none. @throws CaptureError BAD_AUTHORITY */
	static async load(directory: string): Promise<CertificateAuthority | null> {
		return CertificateAuthority.#read(directory);
	}

	static async #read(directory: string): Promise<CertificateAuthority | null> {
		const files = authorityFiles(directory);
		try {
			const [certificate, key] = await Promise.all([readFile(files.certificate, 'utf8'), readFile(files.key, 'utf8')]);
			const authority = new CertificateAuthority(certificate, key);
			if (authority.#certificate.checkPrivateKey(authority.#key)) return authority;
			throw new Error('the key does not belong to the certificate');
		} catch (cause) {
			if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
			const message = `the certificate authority in ${directory} cannot be used (${(cause as Error).message}); make a new one with refrain certs --force`;
			throw new CaptureError('BAD_AUTHORITY', message, { cause, directory });
		}
	}

	/** Until when clients accept what it signs. */
	get validTo(): Date {
		return new Date(this.#certificate.validTo);
	}

	/** SHA-256 of the certificate, as clients show it. */
	get fingerprint(): string {
		return this.#certificate.fingerprint256;
	}

	/** What a TLS server needs to be `host`, a name or an address. */
	contextFor(host: string): SecureContext {
		const present = this.#contexts.get(host);
		if (present) return present;
		if (this.#contexts.size >= MOST_LEAVES) this.#contexts.clear();
		const context = createSecureContext(this.leafFor(host));
		this.#contexts.set(host, context);
		return context;
	}

	/** Key and certificate chain of `host` in PEM. */
	leafFor(host: string): { key: string; cert: string } {
		const key = this.#leafKey.export({ type: 'pkcs8', format: 'pem' }) as string;
		return { key, cert: `${this.#certificateOf(host)}${this.certificatePem}` };
	}

	#certificateOf(host: string): string {
		const facts = {
			...factsFor(createPublicKey(this.#leafKey), LEAF_DAYS),
			issuer: commonName(this.#certificate.subject),
			subject: host.slice(0, 64),
			issuerKeyId: this.#keyId,
		};
		return toPem(buildCertificate({ ...facts, role: { host, address: addressBytes(host) } }, signWith(this.#key)));
	}
}

function factsFor(
	publicKey: KeyObject,
	days: number,
): Omit<CertificateFacts, 'issuer' | 'subject' | 'issuerKeyId' | 'role'> {
	const now = Date.now();
	return {
		serial: Uint8Array.of(1, ...randomBytes(15)),
		notBefore: new Date(now - BACKDATED_MS),
		notAfter: new Date(now + days * DAY_MS),
		publicKey: publicKey.export({ type: 'spki', format: 'der' }),
		keyId: keyIdOf(publicKey),
	};
}

/** RFC 5280 4.2.1.2 asks for a SHA-1 of the key; any stable name does. */
function keyIdOf(publicKey: KeyObject): Uint8Array {
	return createHash('sha256')
		.update(publicKey.export({ type: 'spki', format: 'der' }))
		.digest()
		.subarray(0, 20);
}

function signWith(key: KeyObject): (bytes: Uint8Array) => Uint8Array {
	return (bytes) => sign('sha256', bytes, key);
}

function commonName(subject: string): string {
	return /^CN=(.*)$/m.exec(subject)?.[1] ?? '';
}

function toPem(der: Uint8Array): string {
	const lines =
		Buffer.from(der)
			.toString('base64')
			.match(/.{1,64}/g) ?? [];
	return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** The four or sixteen bytes of an IP address; null for a name. */
function addressBytes(host: string): Uint8Array | null {
	const family = isIP(host);
	if (family === 4) return Uint8Array.from(host.split('.'), Number);
	if (family !== 6) return null;
	// WHATWG URL gives the canonical form, with at most one '::'.
	const [head = '', tail] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
	const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
	const left = groups(head);
	const right = groups(tail ?? '');
	const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
	return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 255]));
}

/** Replaces a file in one step, with its permissions from the start. */
async function replace(path: string, text: string, mode: number): Promise<void> {
	await writeFile(`${path}.new`, text, { mode });
	await chmod(`${path}.new`, mode);
	await rename(`${path}.new`, path);
}
