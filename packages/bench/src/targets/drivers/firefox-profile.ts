/**
 * The profile that a Firefox of ours starts with.
 *
 * @module
 */

/**
 * What is not as a user of a fresh Firefox has it: no services, no add-ons, no first page, all of which only make its
 * start longer, and no question whether a page may go on that computes for long. Nothing here touches how pages run.
 */
export const FIREFOX_PREFS: Readonly<Record<string, string | number | boolean>> = {
  // Marionette's own set is for testing the browser itself: it has the browser's console printed among the pages'.
  'remote.prefs.recommended': false,
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'app.update.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'browser.newtab.preload': false,
  'browser.newtabpage.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'browser.tabs.unloadOnLowMemory': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  // What pages and their workers say to the console goes to the standard output too.
  'devtools.console.stdout.content': true,
  'dom.disable_beforeunload': true,
  'dom.disable_open_during_load': false,
  'dom.ipc.reportProcessHangs': false,
  'dom.max_chrome_script_run_time': 0,
  'dom.max_script_run_time': 0,
  'extensions.enabledScopes': 0,
  'extensions.startupScanScopes': 0,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.manage-offline-status': false,
  'services.settings.server': 'data:,#none',
  'toolkit.startup.max_resumed_crashes': -1,
  'toolkit.telemetry.enabled': false,
};

/** The text of a profile's `user.js`. */
export function userPrefs(prefs: Readonly<Record<string, string | number | boolean>>): string {
  return Object.entries(prefs)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
