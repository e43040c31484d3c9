package dev.lifeline.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The opening handshake as a Chromium sends it: it offers permessage-deflate. */
final class Handshake {

  private Handshake() {}

  static ByteBuffer request(int port, String path, String header) {
    String lines =
        """
        GET %s HTTP/1.1
        Host: localhost:%d
        Connection: Upgrade
        Pragma: no-cache
        Cache-Control: no-cache
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36
        Upgrade: websocket
        Origin: http://localhost:%d
        Sec-WebSocket-Version: 13
        Accept-Encoding: gzip, deflate, br, zstd
        Accept-Language: en-US,en;q=0.9
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits
        %s
        """
            .formatted(path, port, port, header)
            .replace("\n", "\r\n");
    return StandardCharsets.US_ASCII.encode(lines);
  }

  /** Where the answer's header ends, or -1 where it has not come whole. */
  static int endOf(ByteBuffer in) {
    for (int i = in.position(); i + 3 < in.limit(); i++) {
      if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r') {
        return i + 4;
      }
    }
    return -1;
  }

  static boolean isAccepted(ByteBuffer in) {
    byte[] start = new byte[12];
    in.get(in.position(), start);
    return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 101");
  }
}
