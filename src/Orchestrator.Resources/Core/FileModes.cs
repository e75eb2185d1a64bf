namespace Orchestrator.Resources.Core;

/// <summary>Who may do what with the files of a volume, as numbers of Unix.</summary>
public static class FileModes
{
    /// <summary>The owner reads and writes, everybody reads: what files have by default.</summary>
    public const int Default = 0x1A4; // rw-r--r--

    /// <summary>Everybody may do everything.</summary>
    public const int Max = 0x1FF; // rwxrwxrwx
}
