/** A person of the seeded data, as `/_local/people` lists them. */
export interface LocalPerson {
  readonly id: string;
  readonly name: string;
  readonly speakerId?: string;
  readonly memberships: readonly { readonly role: string; readonly organisation: { readonly name: string } }[];
}
