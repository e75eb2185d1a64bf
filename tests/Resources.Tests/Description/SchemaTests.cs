using System.Reflection;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Tests.Description;

public sealed class SchemaTests
{
    private static IEnumerable<Type> DescribedRecords() => typeof(FieldAttribute).Assembly.GetTypes()
        .Where(type => type.GetProperties().Any(property => property.GetCustomAttribute<FieldAttribute>() is not null));

    [Fact]
    public void Record_everySettableProperty_isDescribed()
    {
        var undescribed = DescribedRecords()
            .SelectMany(type => type.GetProperties())
            .Where(property => property.SetMethod is not null && property.GetCustomAttribute<FieldAttribute>() is null)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");

        Assert.True(DescribedRecords().Count() > 40);
        Assert.Empty(undescribed);
    }

    [Fact]
    public void Fields_ofOneRecord_haveDistinctNumbersAndNames()
    {
        foreach (var schema in DescribedRecords().Select(ObjectSchema.Of))
        {
            Assert.Equal(schema.Fields.Length, schema.Fields.Select(field => (field.Within, field.Number)).Distinct().Count());
            Assert.Equal(schema.Fields.Length, schema.Fields.Select(field => field.Name).Distinct().Count());
            Assert.All(schema.Fields, field => Assert.NotEmpty(field.Description));
        }
    }

    [Fact]
    public void Fields_thatDoNotWork_sayWhy() => Assert.All(
        DescribedRecords().SelectMany(type => ObjectSchema.Of(type).Fields).Where(field => field.Support != SupportLevel.Works),
        field => Assert.NotEmpty(field.Why));

    [Fact]
    public void Keys_ofListsThatMerge_areFieldsOfTheirItems() => Assert.All(
        DescribedRecords().SelectMany(type => ObjectSchema.Of(type).Fields).Where(field => field.Object is not null),
        field => Assert.All(field.Keys, key => Assert.NotNull(field.Object!.Find(key))));

    [Theory]
    [InlineData("spec.replicas", 1)]
    [InlineData("spec.progressDeadlineSeconds", 9)]
    [InlineData("spec.template.spec.hostnameOverride", 41)]
    [InlineData("spec.template.spec.containers.ports.containerPort", 3)]
    [InlineData("metadata.managedFields", 17)]
    public void FindPath_ofField_hasKubernetesNumber(string path, int number) =>
        Assert.Equal(number, ObjectSchema.Of<Deployment>().FindPath(path)!.Number);

    [Fact]
    public void Records_haveJustTheFieldsAndNumbersOfKubernetes()
    {
        var described = DescribedRecords()
            .SelectMany(type => ObjectSchema.Of(type).Fields.Select(field => $"{NameOf(type)} {field.Name} {(field.Within > 0 ? $"{field.Within}." : "")}{field.Number}"))
            .Order(StringComparer.Ordinal);

        Assert.Equal(File.ReadAllLines(ProjectFiles.Golden("kubernetes-1.34-fields.txt")).Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public void Ports_mergeByContainerPort_andAreIdentifiedWithTheirProtocol()
    {
        var ports = ObjectSchema.Of<Container>().Find("ports")!;

        Assert.Equal(ListType.Map, ports.List);
        Assert.Equal<string>(["containerPort", "protocol"], ports.Keys);
        Assert.Equal("containerPort", ports.MergeKey);
    }

    [Fact]
    public void Kinds_areFoundByPathDocumentAndName()
    {
        Assert.Equal(typeof(Deployment), ResourceKinds.Find("apps", "v1", "deployments")!.Type);
        Assert.Equal(typeof(Pod), ResourceKinds.FindByKind("v1", "Pod")!.Type);
        Assert.Equal(typeof(ReplicaSet), ResourceKinds.FindByName("rs")!.Type);
        Assert.Equal(typeof(Deployment), ResourceKinds.FindByName("deployments.apps")!.Type);
        Assert.Null(ResourceKinds.Find("", "v1", "deployments"));
        Assert.Null(ResourceKinds.FindByKind("extensions/v1beta1", "Deployment"));
    }

    [Fact]
    public void SelectableFields_areFieldsOfTheirKind()
    {
        foreach (var kind in ResourceKinds.All)
        {
            Assert.All(kind.SelectableFields, path => Assert.NotNull(kind.Schema.FindPath(path)));
            var made = (IResource)Activator.CreateInstance(kind.Type)!;
            Assert.Equal((kind.ApiVersion, kind.Kind), (made.ApiVersion, made.Kind));
        }
    }

    [Fact]
    public void CompatibilityTable_isWhatTheDescriptionSays()
    {
        var path = Path.Combine(ProjectFiles.Root, "docs", "compatibility.md");
        var page = File.ReadAllText(path);

        // What follows was seen by clients, and their tests compare it.
        var verbs = page.IndexOf(CompatibilityTable.Verbs, StringComparison.Ordinal);
        ProjectFiles.AssertSame(path, CompatibilityTable.Render() + (verbs < 0 ? "" : page[verbs..]));
    }

    // Groups beyond the first three give some of their parts the names of others' parts.
    private static string NameOf(Type type) =>
        type.Namespace!.Split('.')[^1] is var folder && folder is "Core" or "Apps" or "Meta" ? type.Name : $"{folder}.{type.Name}";
}
