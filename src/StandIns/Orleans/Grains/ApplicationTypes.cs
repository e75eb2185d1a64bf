using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Finds types in the application's assemblies: those that reference this one, and are loaded or referenced by what is.</summary>
internal static class ApplicationTypes
{
    public static IEnumerable<Type> Find(Func<Type, bool> isWanted) =>
        Assemblies().SelectMany(assembly => assembly.GetTypes()).Where(isWanted).OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static IEnumerable<Assembly> Assemblies()
    {
        var own = typeof(ApplicationTypes).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        while (open.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!) || IsFrameworks(assembly.GetName()))
            {
                continue;
            }

            var references = assembly.GetReferencedAssemblies();
            if (references.Any(reference => reference.Name == own))
            {
                yield return assembly;
            }

            foreach (var reference in references.Where(reference => !seen.Contains(reference.FullName) && !IsFrameworks(reference)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    open.Enqueue(loaded);
                }
            }
        }
    }

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            // A package's optional reference, which the application came without.
            return null;
        }
    }

    private static bool IsFrameworks(AssemblyName name) => name.Name is { } text
        && (text is "mscorlib" or "netstandard" or "System" || text.StartsWith("System.", StringComparison.Ordinal)
            || text.StartsWith("Microsoft.", StringComparison.Ordinal));
}
