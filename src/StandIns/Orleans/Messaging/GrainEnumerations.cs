using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>The enumerations that run in one activation.</summary>
internal sealed class GrainEnumerations
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, GrainEnumeration> _running = new(StringComparer.Ordinal);
    private readonly Dictionary<Invocation, GrainEnumeration> _steps = [];

    public static EnumerationAbortedException Gone(GrainId grain) =>
        new($"The enumeration ended early: the activation of {grain} that it ran in is gone, or was not asked for elements for too long.");

    /// <summary>Takes the next step; the first begins the enumeration.</summary>
    public async Task<EnumerationItem> NextAsync(Invocation call, Activation activation)
    {
        var enumeration = call.Enumeration is null ? Begin(call, activation) : Find(call.Enumeration) ?? throw Gone(activation.GrainId);
        lock (_gate)
        {
            _steps[call] = enumeration;
        }

        try
        {
            var item = await enumeration.NextAsync(call.Remaining / 2);
            if (item.Kind == ItemKind.Ended)
            {
                await EndAsync(enumeration.Name);
            }

            return item;
        }
        catch
        {
            await EndAsync(enumeration.Name);
            throw;
        }
        finally
        {
            lock (_gate)
            {
                _steps.Remove(call);
            }
        }
    }

    /// <summary>Ends an enumeration; nothing happens if it has ended.</summary>
    public async Task<object?> EndAsync(string name)
    {
        GrainEnumeration? enumeration;
        lock (_gate)
        {
            _running.Remove(name, out enumeration);
        }

        if (enumeration is not null)
        {
            await enumeration.EndAsync();
        }

        return null;
    }

    /// <summary>An enumeration's caller is still there.</summary>
    public object? Keep(string name)
    {
        Find(name)?.Keep();
        return null;
    }

    /// <summary>The caller of a step gave the enumeration up; called in a turn of the grain.</summary>
    public void Cancel(Invocation call)
    {
        GrainEnumeration? enumeration;
        lock (_gate)
        {
            _steps.TryGetValue(call, out enumeration);
        }

        if (enumeration is not null)
        {
            _ = EndAsync(enumeration.Name);
        }
    }

    /// <summary>Ends all, because the activation ends.</summary>
    public void AbortAll() => Abort(_ => true);

    /// <summary>Ends those whose callers are gone.</summary>
    public void AbortForsaken() => Abort(enumeration => enumeration.IsForsaken);

    private GrainEnumeration Begin(Invocation call, Activation activation)
    {
        var enumeration = call.Method.Return.Begin(call, activation, activation.NameEnumeration());
        lock (_gate)
        {
            _running.Add(enumeration.Name, enumeration);
        }

        return enumeration;
    }

    private GrainEnumeration? Find(string name)
    {
        lock (_gate)
        {
            return _running.GetValueOrDefault(name);
        }
    }

    private void Abort(Func<GrainEnumeration, bool> isMeant)
    {
        GrainEnumeration[] ended;
        lock (_gate)
        {
            ended = [.. _running.Values.Where(isMeant)];
            foreach (var enumeration in ended)
            {
                _running.Remove(enumeration.Name);
            }
        }

        foreach (var enumeration in ended)
        {
            enumeration.Abort();
        }
    }
}
