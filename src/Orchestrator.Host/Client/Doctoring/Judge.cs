using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Host.Client.Doctoring;

/// <summary>What measurements mean: pure, so that each border can be tried.</summary>
internal static class Judge
{
    /// <summary>PostgreSQL 15, the oldest that is tested with.</summary>
    public const int PostgresOldest = 15;

    /// <summary>A certificate is renewed so long before its end at the latest.</summary>
    public static readonly TimeSpan RenewWithin = TimeSpan.FromDays(30);

    // Dates of objects and leases are told by clocks of several machines: a second is seen in ages, and ten are a good part of a lease.
    private static readonly TimeSpan ClockNoticed = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClockHarmful = TimeSpan.FromSeconds(10);

    // Orleans calls a silo stale that has missed three renewals, each 30 seconds.
    private static readonly TimeSpan SiloStale = TimeSpan.FromSeconds(90);

    private const long DescriptorsMin = 1024;
    private const long DescriptorsEnough = 65_536;
    private const long InotifyInstancesEnough = 512;
    private const long InotifyWatchesEnough = 65_536;

    /// <summary>The server's version.</summary>
    public static Check Postgres(Version version, bool isStandby) =>
        isStandby ? Check.Failed("database", $"PostgreSQL {version} answers, and is a standby that takes no writes", "connect to the primary: Target Session Attributes=primary in the connection string")
        : version.Major < PostgresOldest ? Check.Failed("database", $"PostgreSQL {version} is too old", $"use PostgreSQL {PostgresOldest} or newer")
        : Check.Ok("database", $"PostgreSQL {version} answers");

    /// <summary>The schema.</summary>
    public static Check Schema(Storage.Schema.SchemaStanding standing) => standing switch
    {
        { Applied: 0 } => Check.Warning("schema", "the database is empty", "the first silo that starts makes the schema: orc dev, or orc silo --role control"),
        _ when standing.Applied < standing.Newest => Check.Warning(
            "schema", $"the database has schema {standing.Applied}, and this orc brings {standing.Newest}", "the next silo of this version that starts brings it up to date; back up first"),
        _ => Check.Ok("schema", $"schema {standing.Applied}, as this orc needs it"),
    };

    /// <summary>The clock.</summary>
    /// <param name="ahead">By how much this machine's clock is ahead of the database's; less than zero where it is behind.</param>
    /// <param name="roundTrip">How long the asking took, which is what the difference is not known closer than.</param>
    public static Check Clock(TimeSpan ahead, TimeSpan roundTrip)
    {
        var certain = ahead.Duration() - (roundTrip / 2);
        var message = string.Create(CultureInfo.InvariantCulture, $"this machine's clock is {ahead.Duration().TotalSeconds:0.###} s {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} the database's");
        const string Advice = "keep all machines in time with NTP: chrony or systemd-timesyncd";
        return certain > ClockHarmful ? Check.Failed("clock", message, Advice) : certain > ClockNoticed ? Check.Warning("clock", message, Advice) : Check.Ok("clock", message);
    }

    /// <summary>Free disk of a folder.</summary>
    /// <param name="name">What the folder is.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="available">Bytes that can still be written.</param>
    /// <param name="capacity">Bytes in all.</param>
    /// <param name="evictsBelow">The percentage below which a node evicts pods by default.</param>
    public static Check Disk(string name, string folder, long available, long capacity, int evictsBelow)
    {
        var percent = capacity <= 0 ? 0 : (int)(100.0 * available / capacity);
        var message = string.Create(CultureInfo.InvariantCulture, $"{folder} has {available / (double)(1 << 30):0.#} GiB free, {percent} %");
        return percent < evictsBelow ? Check.Failed(name, message, $"free disk space: below {evictsBelow} % the node evicts pods and takes none (docker image prune -a; --data on another disk)")
            : percent < evictsBelow + 10 ? Check.Warning(name, message, $"free disk space before {evictsBelow} % is reached, where the node evicts pods")
            : Check.Ok(name, message);
    }

    /// <summary>How many files a process may open.</summary>
    public static Check Descriptors(long most) => most switch
    {
        < DescriptorsMin => Check.Failed("file descriptors", $"a process may open {most} files", $"raise it: ulimit -n {DescriptorsEnough}, or LimitNOFILE={DescriptorsEnough} in the service"),
        < DescriptorsEnough => Check.Warning("file descriptors", $"a process may open {most} files; many pods and watches need more", $"raise it: ulimit -n {DescriptorsEnough}, or LimitNOFILE={DescriptorsEnough} in the service"),
        _ => Check.Ok("file descriptors", $"a process may open {most} files"),
    };

    /// <summary>What programs that watch files may have, all containers of a user together.</summary>
    public static Check Inotify(long instances, long watches) => instances < InotifyInstancesEnough || watches < InotifyWatchesEnough
        ? Check.Warning(
            "inotify",
            $"{instances} instances and {watches} watches a user, which all containers share: programs that watch files fail with \"too many open files\"",
            $"sysctl -w fs.inotify.max_user_instances={Math.Max(instances, InotifyInstancesEnough)} fs.inotify.max_user_watches={Math.Max(watches, InotifyWatchesEnough)}, and the same in /etc/sysctl.d")
        : Check.Ok("inotify", $"{instances} instances and {watches} watches a user");

    /// <summary>How long a certificate is good for.</summary>
    public static Check Certificate(string file, DateTimeOffset ends, DateTimeOffset now, string renewal)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{file} is good until {ends.UtcDateTime:yyyy-MM-dd}");
        return ends <= now ? Check.Failed("certificates", $"{file} has expired", renewal) : ends - now < RenewWithin ? Check.Warning("certificates", message, renewal) : Check.Ok("certificates", message);
    }

    /// <summary>The silos of a cluster, as its database knows them.</summary>
    public static ImmutableArray<Check> Silos(IReadOnlyList<SiloRow> rows, DateTimeOffset databaseNow)
    {
        var newest = rows.GroupBy(row => row.Name, StringComparer.Ordinal).Select(starts => starts.MaxBy(row => row.StartedAt)!).OrderBy(row => row.Name, StringComparer.Ordinal).ToList();
        var alive = newest.Where(row => row.IsActive && databaseNow - row.AliveAt <= SiloStale).Select(row => row.Name).ToList();
        var checks = ImmutableArray.CreateBuilder<Check>();
        checks.Add(alive.Count > 0
            ? Check.Ok("silos", $"{alive.Count} alive: {string.Join(", ", alive)}")
            : Check.Warning("silos", "no silo of this cluster is alive", "start one: orc dev, or orc silo; another cluster's name is given by --cluster"));
        checks.AddRange(newest.Where(row => row.IsActive && databaseNow - row.AliveAt > SiloStale).Select(row => Check.Failed(
            "silos",
            $"{row.Name} ({row.Address}:{row.Port}) counts as a member, and has last been heard {(int)(databaseNow - row.AliveAt).TotalSeconds} s ago",
            "see whether its process runs and reaches the database; it is voted out once another silo runs")));
        checks.AddRange(newest.Where(row => row.IsDead).Select(row => Check.Warning(
            "silos", $"{row.Name} ({row.Address}:{row.Port}) is dead, and has not come back", "start it again under the same name, or delete its node if it is gone for good: orc delete node " + row.Name)));
        return checks.ToImmutable();
    }
}
