package dev.lifeline.bench.peer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Netty as its own examples have it: an idle handler in each pipeline that closes at its time. */
public final class NettyServer {

  private static final long TIMEOUT_MILLIS = Long.getLong("bench.timeoutMillis");

  private static final int MAX_HANDSHAKE_BYTES = 65_536;

  private NettyServer() {}

  /** Serves on a free port. */
  public static void main(String[] args) throws InterruptedException {
    Channel server =
        new ServerBootstrap()
            .group(
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
                new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory()))
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline())
            .bind("localhost", 0)
            .sync()
            .channel();
    int port = ((InetSocketAddress) server.localAddress()).getPort();
    System.out.println("Netty serves http://localhost:" + port + "/");
    server.closeFuture().sync();
  }

  private static final class Pipeline extends ChannelInitializer<SocketChannel> {

    private static final WebSocketServerProtocolConfig WEB_SOCKET =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath("/channels")
            .checkStartsWith(true)
            .build();

    @Override
    protected void initChannel(SocketChannel channel) {
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addLast(new IdleStateHandler(TIMEOUT_MILLIS, 0, 0, TimeUnit.MILLISECONDS));
      pipeline.addLast(new HttpServerCodec());
      pipeline.addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES));
      pipeline.addLast(new WebSocketServerProtocolHandler(WEB_SOCKET));
      pipeline.addLast(new Session());
    }
  }

  private static final class Session extends SimpleChannelInboundHandler<TextWebSocketFrame> {

    private static final Map<String, ChannelGroup> ROOMS = new ConcurrentHashMap<>();

    private @Nullable ChannelGroup room;

    /** The futures are left alone, as in Netty's examples. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      if (frame.text().equals("ping")) {
        context.writeAndFlush(new TextWebSocketFrame("pong"));
      } else if (room != null) {
        // One duplicate each, of one buffer.
        room.writeAndFlush(frame.retain());
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof IdleStateEvent) {
        context
            .writeAndFlush(new CloseWebSocketFrame(4000, "no-heartbeat"))
            .addListener(ChannelFutureListener.CLOSE);
      } else if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete handshake) {
        room = ROOMS.computeIfAbsent(handshake.requestUri(), Session::newRoom);
        room.add(context.channel());
      } else {
        super.userEventTriggered(context, event);
      }
    }

    private static ChannelGroup newRoom(String name) {
      return new DefaultChannelGroup(name, GlobalEventExecutor.INSTANCE);
    }
  }
}
