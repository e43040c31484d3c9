// @ts-check

/** @typedef {string | ArrayBuffer | ArrayBufferView} Payload what may be published */

/**
 * What is published, as the fields of a message: a copy, so that the caller may
 * go on to write into its buffer.
 *
 * @param {Payload} data
 * @returns {{text: string} | {binary: string}}
 */
export function encode(data) {
  if (typeof data === 'string') {
    // As `WebSocket.send` does; the server ends whoever sends half a surrogate pair.
    return { text: data.replace(/\p{Surrogate}/gu, '\ufffd') };
  }
  if (!ArrayBuffer.isView(data) && !(data instanceof ArrayBuffer)) {
    throw new TypeError('publish: a string, an ArrayBuffer or a view of one is allowed');
  }
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return { binary: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
}

/**
 * The payload of a message of the server's. Throws where there is none.
 *
 * @param {{text?: unknown, binary?: unknown}} message
 * @returns {string | Uint8Array}
 */
export function decode({ text, binary }) {
  if (typeof text === 'string') {
    return text;
  }
  if (typeof binary !== 'string') {
    throw new TypeError('message: no payload');
  }
  return Uint8Array.from(atob(binary), (char) => char.charCodeAt(0));
}
