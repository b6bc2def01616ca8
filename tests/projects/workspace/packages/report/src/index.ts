// What a service sees from inside its image.
import { existsSync } from "node:fs";
import tls from "node:tls";
import { nanoid } from "nanoid";

export const report = (): object => ({
  id: nanoid(),
  uid: process.getuid?.(),
  shell: existsSync("/bin/sh"),
  tls: tls.rootCertificates.length > 0,
  zone: new Date(0).toLocaleString("en", { timeZone: "Europe/Zurich", hour: "numeric", hourCycle: "h23" }) === "01",
});
