/** How one side of a conflict is named. */
export interface SideWords {
  readonly name: string;
  readonly at: string;
  /** On the button that takes this side for everything. */
  readonly all: string;
}
