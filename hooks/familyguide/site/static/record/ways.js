// Addresses that take over what comes of the form: of mails and of pages of forges.

const LONGEST_ADDRESS = 8000; // forges refuse longer ones
const LONGEST_MAIL = 1900; // what the mail programs of Windows take over from a link

/** A mail that is ready to be sent; null where it would be too long for a link. */
export function mailAddress(mailbox, subject, body) {
  // Mails end their lines in this way (RFC 6068, section 5).
  const lines = body.replaceAll("\n", "\r\n");
  const address = `${mailbox}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
  return address.length > LONGEST_MAIL ? null : address;
}

/** Where a forge takes a file, by its patterns; and whether it takes over the text with the address. */
export function forgeAddress(patterns, { file, text, isNew }) {
  const parts = file.split("/").map(encodeURIComponent);
  const [name, folder] = [parts.at(-1), parts.slice(0, -1).join("/")];
  const values = { file: parts.join("/"), folder, name, text: encodeURIComponent(text) };
  const address = (pattern) => pattern.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  if (!isNew) return [address(patterns.edit), false];
  const whole = address(patterns.new);
  const isHandedOver = patterns.new.includes("{text}") && whole.length <= LONGEST_ADDRESS;
  return [isHandedOver ? whole : address(patterns.new.replace(/[?&][a-z]+=\{text\}/, "")), isHandedOver];
}

const LONGEST_PACKED = 100_000; // bytes, once unpacked

async function bytesOf(stream) {
  const chunks = [];
  let length = 0;
  for (const reader = stream.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LONGEST_PACKED) throw new Error("too long");
    chunks.push(...value);
  }
  return new Uint8Array(chunks);
}

/** Something as text for behind the `#` of an address, which no server gets to see; null where a browser cannot. */
export async function packed(something) {
  if (!globalThis.CompressionStream) return null;
  const plain = new Blob([JSON.stringify(something)]).stream();
  const bytes = await bytesOf(plain.pipeThrough(new CompressionStream("deflate-raw")));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What `packed` has made into text; raises an error for anything else. */
export async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(new TextDecoder().decode(await bytesOf(plain)));
}
