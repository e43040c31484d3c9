/** Tests of the supervision of an application's own endpoints, on Tomcat and on Tyrus. */
package dev.lifeline.supervise;
