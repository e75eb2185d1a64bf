using System.Diagnostics;
using System.Globalization;
using System.Text;
using Orchestrator.Agent.Devices;

namespace Orchestrator.TestKit.Devices;

/// <summary>A program that stands where the driver's would, and prints what that prints.</summary>
public sealed class Smi
{
    private readonly string _folder;

    /// <summary>Puts the program into a folder; it lists nothing yet.</summary>
    public Smi(string folder)
    {
        _folder = folder;
        Say("");
        Connect("");
        Path = System.IO.Path.Combine(folder, "nvidia-smi");
        WriteProgram(Path, $"""
            #!/bin/sh
            case "$1" in
              topo) cat {folder}/topology;;
              --query-gpu=*) cat {folder}/answer; exit $(cat {folder}/exit);;
              *) echo "Invalid combination of input arguments."; exit 2;;
            esac
            """);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>
    /// Writes a script that can be run at once. Another process writes it: what this one has open for writing, a child that is started meanwhile has as well until it is a
    /// program of its own, and so long the script could not be run.
    /// </summary>
    public static void WriteProgram(string path, string script)
    {
        using var writer = Process.Start(new ProcessStartInfo("sh", ["-c", "cat > \"$0\" && chmod 500 \"$0\"", path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write(script);
        writer.StandardInput.Close();
        writer.WaitForExit();
        if (writer.ExitCode != 0)
        {
            throw new IOException($"{path} could not be written.");
        }
    }

    /// <summary>What it answers from now on.</summary>
    public void Say(string answer, int exit = 0)
    {
        Write("exit", exit.ToString(CultureInfo.InvariantCulture));
        Write("answer", answer);
    }

    /// <summary>It lists so many GPUs.</summary>
    public void List(int count) => Say(string.Concat(Enumerable.Range(0, count).Select(number => $"{Line(number)}\n")));

    /// <summary>What it says of how they are connected.</summary>
    public void Connect(string topology) => Write("topology", topology);

    /// <summary>The line of a GPU, as the driver prints it.</summary>
    public static string Line(int number) => string.Create(
        CultureInfo.InvariantCulture, $"{number}, {Uuid(number)}, 81559, 00000000:{Bus(number)}:00.0, Disabled, 550.54.15, NVIDIA H100 80GB HBM3");

    /// <summary>The id of a GPU.</summary>
    public static string Uuid(int number) => string.Create(CultureInfo.InvariantCulture, $"GPU-{number:x8}-1b2c-4d5e-8f90-a1b2c3d4e5f6");

    /// <summary>A GPU as it is read.</summary>
    public static GpuRow Row(int number) => new()
    {
        Index = number,
        Uuid = Uuid(number),
        Bus = $"0:{Bus(number).ToLowerInvariant()}:00.0",
        MemoryBytes = 81559L << 20,
        MigCapable = true,
        Driver = "550.54.15",
        Product = "NVIDIA H100 80GB HBM3",
    };

    private static string Bus(int number) => new[] { "18", "5D", "9A", "DB", "2A", "3A", "AB", "BA" }[number];

    // All at once, so that the program never reads half of it.
    private void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(_folder, name);
        File.WriteAllText($"{path}.new", text, Encoding.ASCII);
        File.Move($"{path}.new", path, overwrite: true);
    }
}
