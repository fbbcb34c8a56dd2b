import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildCertificate, type CertificateFacts } from './certificate.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const facts: Omit<CertificateFacts, 'role'> = {
	serial: Uint8Array.of(0x12, 0x34),
	issuer: 'The Authority',
	subject: 'The Subject',
	notBefore: new Date('2026-11-24T00:00:00Z'),
	notAfter: new Date('2026-12-24T00:00:00Z'),
	publicKey: publicKey.export({ type: 'spki', format: 'der' }),
	keyId: new Uint8Array(20).fill(1),
	issuerKeyId: new Uint8Array(20).fill(2),
};
const build = (role: CertificateFacts['role']) =>
	new X509Certificate(buildCertificate({ ...facts, role }, (bytes) => sign('sha256', bytes, privateKey)));

describe('a certificate, read back by OpenSSL', () => {
	it('of an authority may sign others', () => {
		const certificate = build('authority');
		expect(certificate.ca).toBe(true);
		expect(certificate.verify(publicKey)).toBe(true);
		expect(certificate).toMatchObject({ issuer: 'CN=The Authority', subject: 'CN=The Subject', serialNumber: '1234' });
		expect(new Date(certificate.validTo)).toEqual(facts.notAfter);
		expect(new Date(certificate.validFrom)).toEqual(facts.notBefore);
	});

	it('of a host is for that name only', () => {
		const certificate = build({ host: 'api.example.com', address: null });
		expect(certificate.ca).toBe(false);
		expect(certificate.subjectAltName).toBe('DNS:api.example.com');
		expect(certificate.checkHost('api.example.com')).toBe('api.example.com');
		expect(certificate.checkHost('example.com')).toBeUndefined();
		expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
	});

	it('of an address is for that address', () => {
		const certificate = build({ host: '127.0.0.1', address: Uint8Array.of(127, 0, 0, 1) });
		expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
		expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
	});
});
