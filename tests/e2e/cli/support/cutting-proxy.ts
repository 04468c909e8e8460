import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A network between a device and the hub that somebody can cut. */
export interface CuttingProxy {
  readonly url: string;
  /** Bytes that came from the hub so far. */
  readonly received: number;
  /** Cuts every connection as soon as that many further bytes came from the hub, and then stays cut. */
  cutAfter(bytes: number): void;
  /** Connects again. */
  mend(): void;
  close(): Promise<void>;
}

/** Opens the proxy before a hub on this machine. */
export async function openCuttingProxy(hubPort: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>();
  let received = 0;
  let limit = Number.POSITIVE_INFINITY;
  const server = createServer((device) => {
    if (received >= limit) return void device.destroy();
    const hub = connect(hubPort, "127.0.0.1");
    for (const socket of [device, hub]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        device.destroy();
        hub.destroy();
      });
    }
    device.pipe(hub);
    hub.on("data", (bytes: Buffer) => {
      const rest = limit - received;
      received += bytes.length;
      if (received < limit) return void device.write(bytes);
      device.end(bytes.subarray(0, rest));
      for (const socket of sockets) socket.destroySoon();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get received() {
      return received;
    },
    cutAfter(bytes) {
      limit = received + bytes;
    },
    mend() {
      limit = Number.POSITIVE_INFINITY;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
