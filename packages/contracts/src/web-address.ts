/*
 * Addresses are checked twice: by a pattern, which the OpenAPI document can carry, and by the URL parser, which is
 * what will use them. The pattern is made so that the parser reads what it lets through; the few exceptions, such as
 * a malformed punycode label, are the parser's to refuse. A host outside ASCII is written in punycode.
 */

const LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
/** The last label begins with a letter: the parser takes a number there for an IPv4 address. */
const NAME = `(?:${LABEL}\\.)*[A-Za-z](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?`;
const BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = `(?:${BYTE}\\.){3}${BYTE}`;
const GROUP = "[0-9A-Fa-f]{1,4}";
const IPV6 = `\\[(?:(?:${GROUP}:){7}${GROUP}|(?:${GROUP}:){1,6}:(?:${GROUP})?|(?:${GROUP}:){1,3}(?::${GROUP}){1,4}|::(?:${GROUP}:){0,5}${GROUP}|::)\\]`;
const PORT = "(?::(?:6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3}))?";
const HOST = `(?:${NAME}|${IPV4}|${IPV6})${PORT}`;
const USER = "(?:[A-Za-z0-9._~!$&'()*+,;=%-]*(?::[A-Za-z0-9._~!$&'()*+,;=%-]*)?@)?";
const REST = "(?:[/?#][^\\u0000-\\u0020]*)?";

/** The base of an API: a host, perhaps a port and a path; no user, password, query or fragment. */
export const BASE_ADDRESS = new RegExp(`^https?://${HOST}(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]*)*$`);
/** Any page. */
export const PAGE_ADDRESS = new RegExp(`^https?://${USER}${HOST}${REST}$`);
export const SECURE_ADDRESS = new RegExp(`^https://${USER}${HOST}${REST}$`);
