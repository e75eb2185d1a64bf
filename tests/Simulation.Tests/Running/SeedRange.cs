namespace Orchestrator.Simulations.Running;

/// <summary>What the command line asks for.</summary>
internal sealed record SeedRange
{
    /// <summary>The first seed.</summary>
    public int From { get; init; } = 1;

    /// <summary>How many seeds.</summary>
    public int Count { get; init; } = 100;

    /// <summary>From one seed to the next.</summary>
    public int Step { get; init; } = 1;

    /// <summary>Begins no further seed after so long.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.MaxValue;

    /// <summary>A defect that is put in; null for none.</summary>
    public string? Plant { get; init; }

    /// <summary>Writes what happens.</summary>
    public bool Trace { get; init; }

    /// <summary>Goes on after a seed that failed.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>How many processes share the work.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It cannot be read; the message says why.</exception>
    public static SeedRange Parse(IReadOnlyList<string> arguments)
    {
        var range = new SeedRange();
        for (var i = 0; i < arguments.Count; i++)
        {
            range = arguments[i] switch
            {
                "--seeds" => range with { Count = Number(arguments, ref i) },
                "--from" => range with { From = Number(arguments, ref i) },
                "--step" => range with { Step = Number(arguments, ref i) },
                "--jobs" => range with { Jobs = Number(arguments, ref i) },
                "--budget" => range with { Budget = TimeSpan.FromSeconds(Number(arguments, ref i)) },
                "--plant" => range with { Plant = Value(arguments, ref i) },
                "--trace" => range with { Trace = true },
                "--keep-going" => range with { KeepGoing = true },
                var unknown => throw new ArgumentException($"there is no option {unknown}; --help lists them"),
            };
        }

        return range;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int i) =>
        ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value");

    private static int Number(IReadOnlyList<string> arguments, ref int i)
    {
        var name = arguments[i];
        return int.TryParse(Value(arguments, ref i), out var number) && number >= 0 ? number : throw new ArgumentException($"{name} must be a whole number of 0 or more");
    }
}
