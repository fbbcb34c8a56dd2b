"""Plays the demo's client with Python's websockets; prints what it saw as JSON."""
import asyncio
import json
import sys

import websockets


async def main(url, name):
    seen = {"messages": [], "binary": None}
    async with websockets.connect(url) as socket:
        await socket.send(b"\x52\x46\x52\x4e\x00\x01\xfe\xff")
        # In fragments.
        await socket.send(iter(['{"type":"client_message",', '"timestamp":"now",', f'"content":"{name} 1"}}']))
        pong = await socket.ping()
        await asyncio.wait_for(pong, 10)
        pushes = 0
        try:
            async for data in socket:
                if isinstance(data, bytes):
                    seen["binary"] = data.hex()
                    continue
                message = json.loads(data)
                seen["messages"].append(message)
                if message["type"] == "message":
                    pushes += 1
                if pushes == 1 and message["type"] == "message":
                    await socket.send(json.dumps({"type": "bye", "timestamp": "now"}))
        except websockets.ConnectionClosed:
            pass
        seen["code"] = socket.close_code
    print(json.dumps(seen))


asyncio.run(main(sys.argv[1], sys.argv[2]))
