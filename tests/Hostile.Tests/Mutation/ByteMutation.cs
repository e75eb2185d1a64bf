namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Changes bytes without regard for what they mean.</summary>
internal static class ByteMutation
{
    private static readonly byte[] Interesting = [0, 1, 8, 10, 0x22, 0x5c, 0x7f, 0x80, 0xc0, 0xed, 0xfe, 0xff];

    /// <summary>The bytes with one change.</summary>
    public static byte[] Change(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
        {
            return [Interesting[random.Next(Interesting.Length)]];
        }

        var (from, to) = (random.Next(bytes.Length), random.Next(bytes.Length + 1));
        (from, to) = from <= to ? (from, to) : (to, from);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..from];
            case 1:
                return [.. bytes[..from], .. bytes[to..]];
            case 2:
                return [.. bytes[..to], .. bytes[from..]];
            case 3:
                var noise = new byte[random.Next(1, 16)];
                random.NextBytes(noise);
                return [.. bytes[..from], .. noise, .. bytes[from..]];
            case 4:
                return [.. bytes[..from], Interesting[random.Next(Interesting.Length)], .. bytes[from..]];
            default:
                var changed = bytes.ToArray();
                changed[Math.Min(from, bytes.Length - 1)] ^= (byte)(1 << random.Next(8));
                return changed;
        }
    }
}
