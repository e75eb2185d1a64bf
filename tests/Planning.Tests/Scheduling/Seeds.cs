using FsCheck;
using FsCheck.Fluent;

namespace Orchestrator.Planning.Tests.Scheduling;

/// <summary>What holds whatever chance makes.</summary>
internal static class Seeds
{
    /// <summary>Checks so many seeds; the one that fails is told.</summary>
    public static void ForAll(int count, Action<int> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(count));
}
