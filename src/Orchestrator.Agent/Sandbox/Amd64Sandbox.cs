namespace Orchestrator.Agent.Sandbox;

/// <summary>The sandbox's program for x86-64. Jumps are relative to the instruction behind them; system calls keep all registers but rax, rcx and r11.</summary>
internal static class Amd64Sandbox
{
    /// <summary>The machine code.</summary>
    public static ReadOnlySpan<byte> Code =>
    [
        // The set of signals, on the stack: bit n-1 for signal n, so SIGINT (2), SIGTERM (15) and SIGCHLD (17).
        0x68, 0x02, 0x40, 0x01, 0x00, //      push 0x14002

        // rt_sigprocmask(SIG_BLOCK, &set, NULL, 8): what is blocked is kept for us, even in process 1, whose signals are otherwise dropped.
        0x31, 0xFF, //                        xor edi, edi
        0x48, 0x89, 0xE6, //                  mov rsi, rsp
        0x31, 0xD2, //                        xor edx, edx
        0x6A, 0x08, 0x41, 0x5A, //            push 8; pop r10
        0x6A, 0x0E, 0x58, //                  push 14; pop rax
        0x0F, 0x05, //                        syscall

        // wait: rt_sigtimedwait(&set, NULL, NULL, 8), again where it was interrupted.
        0x48, 0x89, 0xE7, //                  mov rdi, rsp
        0x31, 0xF6, //                        xor esi, esi
        0x31, 0xD2, //                        xor edx, edx
        0x6A, 0x08, 0x41, 0x5A, //            push 8; pop r10
        0xB8, 0x80, 0x00, 0x00, 0x00, //      mov eax, 128
        0x0F, 0x05, //                        syscall
        0x85, 0xC0, //                        test eax, eax
        0x78, 0xEA, //                        js wait
        0x83, 0xF8, 0x11, //                  cmp eax, 17
        0x75, 0x16, //                        jne exit

        // reap: wait4(-1, NULL, WNOHANG, NULL), until nobody is left who has ended.
        0x6A, 0xFF, 0x5F, //                  push -1; pop rdi
        0x31, 0xF6, //                        xor esi, esi
        0x6A, 0x01, 0x5A, //                  push 1; pop rdx
        0x45, 0x31, 0xD2, //                  xor r10d, r10d
        0x6A, 0x3D, 0x58, //                  push 61; pop rax
        0x0F, 0x05, //                        syscall
        0x85, 0xC0, //                        test eax, eax
        0x7F, 0xEC, //                        jg reap
        0xEB, 0xCF, //                        jmp wait

        // exit: exit(0).
        0x31, 0xFF, //                        xor edi, edi
        0x6A, 0x3C, 0x58, //                  push 60; pop rax
        0x0F, 0x05, //                        syscall
    ];
}
