using System.Buffers.Binary;

namespace Orchestrator.Hostile.Tests.Frames;

/// <summary>Frames of WebSockets, right and wrong in every part.</summary>
internal static class Frame
{
    private const int Text = 1;
    private const int Binary = 2;
    private static readonly int[] Codes = [0, Text, Binary, Binary, Binary, 3, 7, 8, 9, 10, 11, 15];

    /// <summary>A frame, or a few bytes that are none.</summary>
    public static byte[] Make(Random random)
    {
        var payload = Payload(random);
        if (random.Next(12) == 0)
        {
            return payload;
        }

        var isRight = random.Next(3) > 0;
        var code = isRight ? Binary : Codes[random.Next(Codes.Length)];
        var first = (byte)((isRight || random.Next(4) > 0 ? 0x80 : 0) | (random.Next(15) == 0 ? random.Next(1, 8) << 4 : 0) | code);
        var isMasked = isRight || random.Next(6) > 0;
        var mask = new byte[4];
        random.NextBytes(mask);
        for (var at = 0; isMasked && at < payload.Length; at++)
        {
            payload[at] ^= mask[at % mask.Length];
        }

        return [first, .. Length(payload.Length, isMasked, random), .. isMasked ? mask : [], .. payload];
    }

    private static byte[] Length(int length, bool isMasked, Random random)
    {
        var flag = isMasked ? 0x80 : 0;
        long claimed = random.Next(25) switch { 0 => long.MaxValue, 1 => -1, 2 => length + 5, _ => length };
        if (claimed is >= 0 and < 126 && random.Next(10) > 0)
        {
            return [(byte)(flag | (int)claimed)];
        }

        var bytes = new byte[9];
        bytes[0] = (byte)(flag | 127);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), claimed);
        return bytes;
    }

    /// <summary>What a channel may get: input, sizes of terminals, ends of channels, frames of SPDY.</summary>
    private static byte[] Payload(Random random)
    {
        byte[][] known =
        [
            [0, .. "echo a\n"u8], [255, 0], [255, 255], [4, .. """{"Width":80,"Height":24}"""u8], [4, .. """{"Width":-1,"Height":1e99}"""u8], [4], [1, 1], [3, 3], [], [0x80, 3, 0, 6, 0, 0, 0, 4, 0, 0, 0, 7],
            [0x80, 3, 0, 1, 0, 0, 0, 18, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8], [0x80, 3, 0, 4, 0, 0xff, 0xff, 0xff], [0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3], [0x80, 3, 0, 7, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0], [0x03, 0xe8], [0xff],
        ];
        var payload = known[random.Next(known.Length)];
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            payload = Mutation.ByteMutation.Change(payload, random);
        }

        return random.Next(30) == 0 ? [.. payload, .. new byte[random.Next(100_000)]] : [.. payload];
    }
}
