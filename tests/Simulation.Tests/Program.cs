using Orchestrator.Simulations.Running;

namespace Orchestrator.Simulations;

/// <summary>The program behind <c>eng/simulate</c>; without the setting that a simulation needs it starts itself with it.</summary>
internal static class Program
{
    private const int Misused = 2;

    public static int Main(string[] arguments)
    {
        try
        {
            var range = SeedRange.Parse(arguments);
            return Environment.GetEnvironmentVariable(Children.ThreadsVariable) == "1"
                ? SeedLoop.Run(range, Console.Out)
                : Children.Run(range, Console.Out.WriteLine);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine($"simulate: {wrong.Message}");
            return Misused;
        }
    }
}
