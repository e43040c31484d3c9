/** Tells the driver where the server is, and its live heap when it asks. */
export function serve(server, name) {
  server.listen(0, "127.0.0.1", () => {
    console.log(`${name} serves http://localhost:${server.address().port}/`);
  });
  process.stdin.on("data", () => {
    global.gc();
    global.gc();
    console.log(`heap ${process.memoryUsage().heapUsed}`);
  });
  process.stdin.on("end", () => process.exit());
}
