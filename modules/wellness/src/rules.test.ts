import { describe, expect, test } from "vitest";
import { bmr, energyOfActivity, energyOfMacros, energyWarning, kJ } from "./rules.ts";

const NO_MACROS = { proteinG: null, carbohydrateG: null, fatG: null, fibreG: null };

describe("energy of an activity", () => {
  test("is MET × 3.5 × kg / 200 for each minute", () => {
    expect(energyOfActivity({ met: 8, weightKg: 70, durationMinutes: 30 })).toBeCloseTo(294, 9);
  });
  test("is unknown while MET, weight or duration is", () => {
    expect(energyOfActivity({ met: null, weightKg: 70, durationMinutes: 30 })).toBeNull();
    expect(energyOfActivity({ met: 8, weightKg: null, durationMinutes: 30 })).toBeNull();
    expect(energyOfActivity({ met: 8, weightKg: 70, durationMinutes: null })).toBeNull();
  });
});

describe("energy of a meal", () => {
  test("is 4 kcal a gram of protein and carbohydrate, 9 of fat, 2 of fibre", () => {
    const macros = { proteinG: 10, carbohydrateG: 20, fatG: 5, fibreG: 3 };
    expect(energyOfMacros(macros)).toBe(171);
  });
  test("counts macros that are not known as none, and is unknown without any", () => {
    expect(energyOfMacros({ ...NO_MACROS, fatG: 10 })).toBe(90);
    expect(energyOfMacros(NO_MACROS)).toBeNull();
  });
  test("a declared energy up to 30 % + 5 kcal from the macros is ordinary, beyond it warns", () => {
    const macros = { ...NO_MACROS, proteinG: 25 };
    for (const ordinary of [65, 100, 135]) {
      expect(energyWarning({ ...macros, energyKcal: ordinary })).toBeNull();
    }
    for (const odd of [64.9, 135.1]) {
      const warning = energyWarning({ ...macros, energyKcal: odd });
      expect(warning).toMatchObject({ declaredKcal: odd, macrosKcal: 100 });
      expect(warning?.message.en).toContain("100 kcal");
    }
  });
  test("nothing is said when there is nothing to compare", () => {
    expect(energyWarning({ ...NO_MACROS, energyKcal: 500 })).toBeNull();
    expect(energyWarning({ ...NO_MACROS, fatG: 5, energyKcal: null })).toBeNull();
  });
});

test("the need at rest follows Mifflin-St Jeor", () => {
  const body = { weightKg: 80, heightCm: 180, ageYears: 40 };
  expect(bmr({ ...body, sex: "male" })).toBe(1730);
  expect(bmr({ ...body, sex: "female" })).toBe(1564);
});

test("a kilocalorie is 4.184 kilojoules", () => {
  expect(kJ(250)).toBe(1046);
});
