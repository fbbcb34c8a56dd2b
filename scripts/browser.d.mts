/** The Chromium named by REFRAIN_CHROMIUM, or the system's; undefined leaves the choice to Playwright (its own download). */
export function systemChromium(): string | undefined;
