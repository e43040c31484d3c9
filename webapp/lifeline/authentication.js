// @ts-check

/**
 * Who connects. The provider is asked for every attempt; exactly one of `query`
 * and `message` says how its token goes to the server.
 *
 * @typedef {object} AuthenticationOptions
 * @property {() => string | Promise<string>} token
 * @property {string} [query] the URL's query parameter that carries it
 * @property {(token: string) => string} [message] makes it the first message after the opening
 */

/**
 * @param {AuthenticationOptions} authentication
 * @returns {Promise<string>} rejected, too, where the provider throws
 */
export async function askForToken({ token }) {
  return token();
}

/**
 * @param {string} url
 * @param {string} parameter
 * @param {string} token
 */
export function withToken(url, parameter, token) {
  return `${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(parameter)}=${encodeURIComponent(token)}`;
}
