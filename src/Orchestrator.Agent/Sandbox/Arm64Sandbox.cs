using System.Buffers.Binary;

namespace Orchestrator.Agent.Sandbox;

/// <summary>The sandbox's program for AArch64: the same steps as on x86-64. Every instruction has four bytes, and jumps count instructions.</summary>
internal static class Arm64Sandbox
{
    private const uint SupervisorCall = 0xD4000001;

    // Numbers of system calls (Linux' generic table).
    private const ushort Exit = 93;
    private const ushort SignalMask = 135;
    private const ushort SignalWait = 137;
    private const ushort Wait4 = 260;

    private const uint NotEqual = 1;
    private const uint Greater = 12;

    /// <summary>The machine code.</summary>
    public static ReadOnlySpan<byte> Code => Bytes(
    [
        // The set of signals, on the stack: bit n-1 for signal n, so SIGINT (2), SIGTERM (15) and SIGCHLD (17): 0x14002.
        0x52800000 | (0x4002u << 5) | 9, //   mov w9, 0x4002
        0x72A00000 | (1u << 5) | 9, //        movk w9, 1, lsl 16
        0xD10043FF, //                        sub sp, sp, 16
        0xF90003E9, //                        str x9, [sp]

        // rt_sigprocmask(SIG_BLOCK, &set, NULL, 8)
        Set(0, 0), AddressOfSet(1), Set(2, 0), Set(3, 8), Set(8, SignalMask), SupervisorCall,

        // wait (instruction 10): rt_sigtimedwait(&set, NULL, NULL, 8), again where it was interrupted.
        AddressOfSet(0), Set(1, 0), Set(2, 0), Set(3, 8), Set(8, SignalWait), SupervisorCall,
        JumpIfNegative(-6), //                wait
        Compare(17), JumpIf(NotEqual, 10), // exit

        // reap (instruction 19): wait4(-1, NULL, WNOHANG, NULL), until nobody is left who has ended.
        0x92800000, //                        mov x0, -1
        Set(1, 0), Set(2, 1), Set(3, 0), Set(8, Wait4), SupervisorCall,
        Compare(0), JumpIf(Greater, -7), //   reap
        Jump(-17), //                         wait

        // exit (instruction 28): exit(0).
        Set(0, 0), Set(8, Exit), SupervisorCall,
    ]);

    // mov Xregister, value
    private static uint Set(uint register, ushort value) => 0xD2800000 | ((uint)value << 5) | register;

    // mov Xregister, sp
    private static uint AddressOfSet(uint register) => 0x910003E0 | register;

    // cmp w0, value
    private static uint Compare(uint value) => 0x7100001F | (value << 10);

    // tbnz w0, 31
    private static uint JumpIfNegative(int instructions) => 0x37000000 | (31u << 19) | (((uint)instructions & 0x3FFF) << 5);

    // b.condition
    private static uint JumpIf(uint condition, int instructions) => 0x54000000 | (((uint)instructions & 0x7FFFF) << 5) | condition;

    // b
    private static uint Jump(int instructions) => 0x14000000 | ((uint)instructions & 0x3FFFFFF);

    private static byte[] Bytes(ReadOnlySpan<uint> instructions)
    {
        var bytes = new byte[instructions.Length * sizeof(uint)];
        for (var index = 0; index < instructions.Length; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(index * sizeof(uint)), instructions[index]);
        }

        return bytes;
    }
}
