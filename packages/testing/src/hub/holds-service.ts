import { systemPorts } from "@healthops/base/system-ports";
import { sampleModule } from "../fixtures/sample-module.ts";
import { TEST_WRAPPING_KEY } from "./test-wrapping-key.ts";
import { openHub } from "@healthops/hub/doors/open-hub";

/** A hub process of its own that runs the service `sender` until it is killed; says so on its output. */
const hub = await openHub({
  connectionString: process.argv[2] ?? "",
  modules: [
    {
      module: sampleModule,
      services: [
        {
          name: "sender",
          title: { en: "Sender", tr: "Gönderici" },
          start: async () => ({ stop: async () => undefined }),
        },
      ],
    },
  ],
  ports: systemPorts(),
  wrappingKey: TEST_WRAPPING_KEY,
  serviceRhythm: { ask_ms: 100, lease_ms: 1_200, rest_ms: 300 },
  onFault: (error) => process.stderr.write(`${error.message}\n`),
});
await hub.services.start();
process.stdout.write("runs\n");
