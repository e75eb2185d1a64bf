using System.Buffers.Binary;

namespace Orchestrator.Agent.Sandbox;

/// <summary>
/// The only program in a sandbox, as an executable for Linux: it blocks SIGINT, SIGTERM and SIGCHLD, waits for them, reaps what has ended at each SIGCHLD (it is process 1
/// where a pod's containers share their processes), and ends at the other two. It needs no handler, no memory and no library, so it is some two hundred bytes.
/// </summary>
public static class SandboxProgram
{
    private const int HeaderBytes = 64;
    private const int SegmentBytes = 56;
    private const ulong LoadAt = 0x400000;
    private const ulong PageBytesMax = 0x10000;

    /// <summary>The architectures that there is a program for, by Go's names.</summary>
    public static IReadOnlyList<string> Architectures { get; } = ["amd64", "arm64"];

    /// <summary>The executable.</summary>
    /// <param name="architecture">One of <see cref="Architectures"/>.</param>
    /// <exception cref="ArgumentException">There is no program for this architecture.</exception>
    public static byte[] Of(string architecture) => architecture switch
    {
        "amd64" => Executable(machine: 62, Amd64Sandbox.Code),
        "arm64" => Executable(machine: 183, Arm64Sandbox.Code),
        _ => throw new ArgumentException($"There is no sandbox for the architecture '{architecture}'; there is one for {string.Join(" and ", Architectures)}.", nameof(architecture)),
    };

    // An ELF file of one header, one segment that is the whole file (readable and executable), and the code right behind them (System V ABI, chapters 4 and 5).
    private static byte[] Executable(ushort machine, ReadOnlySpan<byte> code)
    {
        var file = new byte[HeaderBytes + SegmentBytes + code.Length];
        WriteHeader(file, machine);
        WriteSegment(file.AsSpan(HeaderBytes), (ulong)file.Length);
        code.CopyTo(file.AsSpan(HeaderBytes + SegmentBytes));
        return file;
    }

    private static void WriteHeader(Span<byte> at, ushort machine)
    {
        // Magic number; 64 bits; least significant byte first; version 1.
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(at);
        BinaryPrimitives.WriteUInt16LittleEndian(at[16..], 2); // type: executable
        BinaryPrimitives.WriteUInt16LittleEndian(at[18..], machine);
        BinaryPrimitives.WriteUInt32LittleEndian(at[20..], 1); // version
        BinaryPrimitives.WriteUInt64LittleEndian(at[24..], LoadAt + HeaderBytes + SegmentBytes); // where it starts
        BinaryPrimitives.WriteUInt64LittleEndian(at[32..], HeaderBytes); // where the segments are described
        BinaryPrimitives.WriteUInt16LittleEndian(at[52..], HeaderBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(at[54..], SegmentBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(at[56..], 1); // how many segments
        BinaryPrimitives.WriteUInt16LittleEndian(at[58..], 64); // size of a section's description, of which there is none
    }

    private static void WriteSegment(Span<byte> at, ulong fileBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, 1); // type: to be loaded
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], 5); // readable and executable
        BinaryPrimitives.WriteUInt64LittleEndian(at[16..], LoadAt); // virtual address of the file's first byte
        BinaryPrimitives.WriteUInt64LittleEndian(at[24..], LoadAt); // physical address, unused
        BinaryPrimitives.WriteUInt64LittleEndian(at[32..], fileBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(at[40..], fileBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(at[48..], PageBytesMax);
    }
}
