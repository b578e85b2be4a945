@org.jspecify.annotations.NullMarked
package dev.cairn.platform.connection;
