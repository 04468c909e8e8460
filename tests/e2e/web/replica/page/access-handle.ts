/** What TypeScript's library for pages leaves out: workers alone have it. */
export interface AccessHandle {
  write(bytes: Uint8Array, options: object): number;
  flush(): void;
}

/** What all handles of the browser's file system have in common. */
export function accessHandles(): AccessHandle {
  const { prototype } = Reflect.get(self, "FileSystemSyncAccessHandle") as {
    prototype: AccessHandle;
  };
  return prototype;
}
