"""Simulates a distant server: relays bytes between a socket and that of the server, delayed by half a round trip each way.

    distance.py SOCKET SERVER'S-SOCKET MILLISECONDS
"""

import asyncio
import sys


async def carry(reader, writer, delay):
    """Relays bytes in order, each part with the same delay, however many are in flight."""
    loop = asyncio.get_running_loop()
    waiting = asyncio.Queue()

    async def send():
        while (part := await waiting.get()) is not None:
            due, data = part
            await asyncio.sleep(max(0, due - loop.time()))
            writer.write(data)
            await writer.drain()
        writer.close()

    sender = asyncio.create_task(send())
    while data := await reader.read(1 << 20):
        waiting.put_nowait((loop.time() + delay, data))
    waiting.put_nowait(None)
    await sender


async def main(here, there, milliseconds):
    delay = milliseconds / 2000

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_unix_connection(there)
        await asyncio.gather(carry(reader, far_writer, delay), carry(far_reader, writer, delay), return_exceptions=True)

    server = await asyncio.start_unix_server(connect, here)
    print("ready", flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3])))
