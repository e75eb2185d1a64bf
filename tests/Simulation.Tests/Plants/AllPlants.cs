namespace Orchestrator.Simulations.Plants;

/// <summary>The defects that there are. Each is put where the product meets the world, so that the product itself has no switches for it.</summary>
internal static class AllPlants
{
    public static IReadOnlyList<Plant> List { get; } =
    [
        new("no-etag-check", cluster => cluster.Database.States.IgnoresVersions = true),
        new("no-generation-check", cluster => cluster.LateAssignment = (older, newer) => older with { Revision = newer.Revision + 1000 }),
        new("eviction-on-unreachable-database", cluster => cluster.MembershipDefect = table => new EvictingMembershipTable(table)),
        new("adoption-by-name", cluster => cluster.EngineDefect = (engine, _) => AdoptingEngine.Before(engine)),
        new("reminders-dropped", cluster => cluster.ReminderDefect = table => new ForgetfulReminderTable(table)),
        new("no-revision-check", cluster => cluster.Database.States.IgnoresRevisions = true),
        new("lease-without-end", cluster => cluster.ControlPlaneDefect = plane => new EndlessLease(plane)),
    ];

    public static Plant Find(string name) => List.FirstOrDefault(plant => plant.Name == name)
        ?? throw new ArgumentException($"there is no defect \"{name}\"; there are {string.Join(", ", List.Select(plant => plant.Name))}");
}
