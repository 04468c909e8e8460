import { restRoutes } from "@healthops/hub/doors/rest-routes";
import { RestDoor } from "@healthops/hub/testing/rest-door";
import { addSite, openTestHub } from "@healthops/testing/hub/test-hub";
import { expect, test } from "vitest";
import { wellnessHub } from "../hub.ts";
import { profileIdOf } from "../profile-id.ts";

const PROFILES = "/api/v1/wellness/wellness_profiles";

test("[NAT2, NAT3] a person makes their profile without an id, once, and nobody learns of another's", async () => {
  const it = await openTestHub([wellnessHub]);
  const door = await RestDoor.open(it.hub, [restRoutes(it.hub)]);
  try {
    const site = await addSite(it.hub, "Ankara");
    const [ada, eve] = [await door.person("USER", site), await door.person("ADMIN", null)];
    const profile = { personId: ada.personId, heightCm: 170 };
    const made = await ada.post(PROFILES, profile);
    const id = profileIdOf(ada.personId);
    expect([made.status, made.body]).toMatchObject([201, { record: { id } }]);
    const second = await ada.post(PROFILES, { ...profile, heightCm: 171 });
    expect(second).toMatchObject({ status: 409, body: { code: "key_taken", id } });
    const guessed = await eve.post(PROFILES, profile);
    const nobodys = await eve.post(PROFILES, { personId: site, heightCm: 170 });
    expect([guessed.status, guessed.body["code"]]).toEqual([nobodys.status, nobodys.body["code"]]);
    expect(guessed.body).not.toHaveProperty("version");
  } finally {
    await door.close();
    await it.close();
  }
});
