package dev.lifeline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {

  private final MessageAssembly assembly = new MessageAssembly(10);

  @Test
  void partsMakeAWholeAndTheNextBegins() {
    assertTrue(assembly.add("one "));
    assertTrue(assembly.add("two"));
    assertEquals("one two", assembly.takeText());
    assertTrue(assembly.add(ByteBuffer.allocate(4)));
    assertTrue(assembly.add(ByteBuffer.allocate(6)));
    assertEquals(10, assembly.takeBytes().remaining());
    assertEquals("", assembly.takeText());
    assertEquals(0, assembly.takeBytes().remaining());
  }

  @Test
  void tooManyBytesAreRefusedWhileTheMessageGrows() {
    assertTrue(assembly.add(ByteBuffer.allocate(10)));
    assertFalse(assembly.add(ByteBuffer.allocate(1)));
  }

  @Test
  void aTextIsMeasuredInBytes() {
    assertTrue(assembly.add("äääää"));
    assertFalse(assembly.isTextTooBig());
    assertTrue(assembly.add("a"));
    assertTrue(assembly.isTextTooBig());
    assertFalse(assembly.add("more than ten"));
  }
}
