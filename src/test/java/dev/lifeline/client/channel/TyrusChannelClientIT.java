package dev.lifeline.client.channel;

import dev.lifeline.testing.TyrusAlone;
import org.junit.jupiter.api.extension.ExtendWith;

/** On Tyrus's client. */
@ExtendWith(TyrusAlone.class)
class TyrusChannelClientIT extends ChannelClientContract {}
