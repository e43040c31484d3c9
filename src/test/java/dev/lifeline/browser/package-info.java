/**
 * The page and its client in a real Chromium, against the shipped WAR. {@link
 * dev.lifeline.browser.Stage} brings up both.
 */
package dev.lifeline.browser;
