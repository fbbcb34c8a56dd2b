import { encodeBase64 } from '../../base64.ts';
import type { JsonValue } from '../../model.ts';
import { type ByteReader, PacketError } from './byte-reader.ts';

type Read = (reader: ByteReader) => JsonValue;

const byte: Read = (reader) => reader.byte();
const uint16: Read = (reader) => reader.uint16();
const uint32: Read = (reader) => reader.uint32();
const text: Read = (reader) => reader.text();
const binary: Read = (reader) => encodeBase64(reader.binary());

/** MQTT 5.0, 2.2.2.2. */
const PROPERTIES: Readonly<Record<number, readonly [name: string, read: Read]>> = {
	1: ['payloadFormatIndicator', byte],
	2: ['messageExpiryInterval', uint32],
	3: ['contentType', text],
	8: ['responseTopic', text],
	9: ['correlationData', binary],
	11: ['subscriptionIdentifier', (reader) => reader.variableInteger()],
	17: ['sessionExpiryInterval', uint32],
	18: ['assignedClientIdentifier', text],
	19: ['serverKeepAlive', uint16],
	21: ['authenticationMethod', text],
	22: ['authenticationData', binary],
	23: ['requestProblemInformation', byte],
	24: ['willDelayInterval', uint32],
	25: ['requestResponseInformation', byte],
	26: ['responseInformation', text],
	28: ['serverReference', text],
	31: ['reasonString', text],
	33: ['receiveMaximum', uint16],
	34: ['topicAliasMaximum', uint16],
	35: ['topicAlias', uint16],
	36: ['maximumQos', byte],
	37: ['retainAvailable', byte],
	38: ['userProperty', (reader) => [reader.text(), reader.text()]],
	39: ['maximumPacketSize', uint32],
	40: ['wildcardSubscriptionAvailable', byte],
	41: ['subscriptionIdentifierAvailable', byte],
	42: ['sharedSubscriptionAvailable', byte],
};

/** The properties of a packet of MQTT 5 by name; what may stand there more than once becomes a list. */
export function readProperties(
	reader: ByteReader,
	nested: (bytes: Uint8Array) => ByteReader,
): Record<string, JsonValue> {
	const inside = nested(reader.bytes(reader.variableInteger()));
	const properties: Record<string, JsonValue> = {};
	while (!inside.done) {
		const property = PROPERTIES[inside.variableInteger()];
		if (property === undefined) throw new PacketError('a property is unknown');
		const [name, read] = property;
		const value = read(inside);
		const isRepeatable = name === 'userProperty' || name === 'subscriptionIdentifier';
		properties[name] = isRepeatable ? [...((properties[name] as JsonValue[] | undefined) ?? []), value] : value;
	}
	return properties;
}
