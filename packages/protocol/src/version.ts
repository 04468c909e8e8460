/** Version of the wire shapes; raised with any change that an older peer would misread [VER1]. */
export const PROTOCOL_VERSION = 1;
