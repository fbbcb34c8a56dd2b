import {
	ascii,
	bitString,
	explicit,
	implicit,
	integer,
	objectIdentifier,
	octetString,
	sequence,
	set,
	TRUE,
	time,
	utf8String,
} from './der.ts';

/** What an X.509 certificate (RFC 5280) is made of. */
export interface CertificateFacts {
	/** A positive number, at most 20 bytes (RFC 5280 4.1.2.2). */
	serial: Uint8Array;
	/** Common name of who signs. */
	issuer: string;
	/** Common name of whose key it is. */
	subject: string;
	notBefore: Date;
	notAfter: Date;
	/** SubjectPublicKeyInfo in DER. */
	publicKey: Uint8Array;
	/** RFC 5280 4.2.1.2: a name for the key, and for the key of who signs. */
	keyId: Uint8Array;
	issuerKeyId: Uint8Array;
	/** 'authority', or the host a service is reached by. */
	role: 'authority' | { host: string; address: Uint8Array | null };
}

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const OID = {
	commonName: objectIdentifier('2.5.4.3'),
	subjectKeyIdentifier: objectIdentifier('2.5.29.14'),
	keyUsage: objectIdentifier('2.5.29.15'),
	subjectAltName: objectIdentifier('2.5.29.17'),
	basicConstraints: objectIdentifier('2.5.29.19'),
	authorityKeyIdentifier: objectIdentifier('2.5.29.35'),
	extKeyUsage: objectIdentifier('2.5.29.37'),
	serverAuth: objectIdentifier('1.3.6.1.5.5.7.3.1'),
};

/**
 * A certificate in DER.
 * @param sign signs with ECDSA and SHA-256, in DER
 */
export function buildCertificate(facts: CertificateFacts, sign: (bytes: Uint8Array) => Uint8Array): Uint8Array {
	const toBeSigned = sequence(
		explicit(0, integer(Uint8Array.of(2))),
		integer(facts.serial),
		ECDSA_WITH_SHA256,
		name(facts.issuer),
		sequence(time(facts.notBefore), time(facts.notAfter)),
		name(facts.subject),
		facts.publicKey,
		explicit(3, sequence(...extensions(facts))),
	);
	return sequence(toBeSigned, ECDSA_WITH_SHA256, bitString(sign(toBeSigned)));
}

function name(commonName: string): Uint8Array {
	return sequence(set(sequence(OID.commonName, utf8String(commonName))));
}

function extensions({ role, keyId, issuerKeyId }: CertificateFacts): Uint8Array[] {
	const ids = [
		sequence(OID.subjectKeyIdentifier, octetString(octetString(keyId))),
		sequence(OID.authorityKeyIdentifier, octetString(sequence(implicit(0, issuerKeyId)))),
	];
	if (role === 'authority') {
		return [
			...ids,
			sequence(OID.basicConstraints, TRUE, octetString(sequence(TRUE))),
			// RFC 5280 4.2.1.3: keyCertSign is bit 5, cRLSign bit 6.
			sequence(OID.keyUsage, TRUE, octetString(bitString(Uint8Array.of(0b0000_0110), 1))),
		];
	}
	// RFC 5280 4.2.1.6: dNSName is [2], iPAddress [7].
	const alternative = role.address ? implicit(7, role.address) : implicit(2, ascii(role.host));
	return [
		...ids,
		sequence(OID.basicConstraints, TRUE, octetString(sequence())),
		sequence(OID.keyUsage, TRUE, octetString(bitString(Uint8Array.of(0b1000_0000), 7))),
		sequence(OID.extKeyUsage, octetString(sequence(OID.serverAuth))),
		sequence(OID.subjectAltName, octetString(sequence(alternative))),
	];
}
