using static Orchestrator.Resources.Tests.Validation.Pods.PodDocuments;

namespace Orchestrator.Resources.Tests.Validation.Pods;

public sealed class SecurityValidationTests
{
    [Theory]
    [InlineData("""{"runAsUser":0,"runAsGroup":2147483647,"runAsNonRoot":false,"readOnlyRootFilesystem":true,"procMount":"Default"}""")]
    [InlineData("""{"privileged":true,"allowPrivilegeEscalation":true}""")]
    [InlineData("""{"allowPrivilegeEscalation":false,"capabilities":{"add":["NET_ADMIN","cap_sys_time"],"drop":["ALL"]}}""")]
    [InlineData("""{"seccompProfile":{"type":"Localhost","localhostProfile":"a/b.json"},"appArmorProfile":{"type":"Localhost","localhostProfile":"a"}}""")]
    [InlineData("""{"seccompProfile":{"type":"RuntimeDefault"},"appArmorProfile":{"type":"Unconfined"}}""")]
    public void Context_ofAContainer_isWell(string context)
    {
        Assert.Empty(ErrorsOf(container: $"\"securityContext\":{context}"));
        Assert.Empty(ErrorsOfInit($"\"securityContext\":{context}"));
    }

    [Theory]
    [InlineData("""{"runAsUser":-1}""", ".runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("""{"runAsGroup":2147483648}""", ".runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive")]
    [InlineData("""{"runAsUser":0,"runAsNonRoot":true}""", ".runAsUser: Invalid value: 0: must not be 0 when `runAsNonRoot` is true; name another user or leave runAsNonRoot out")]
    [InlineData("""{"seccompProfile":{"type":"Localhost"}}""", ".seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost")]
    [InlineData("""{"seccompProfile":{"type":"Unconfined","localhostProfile":"a"}}""", ".seccompProfile.localhostProfile: Invalid value: \"a\": can only be set when seccomp type is Localhost")]
    [InlineData("""{"seccompProfile":{"type":"Localhost","localhostProfile":"../a"}}""", ".seccompProfile.localhostProfile: Invalid value: \"../a\": must not contain '..'")]
    [InlineData("""{"seccompProfile":{"type":"Localhost","localhostProfile":"/a"}}""", ".seccompProfile.localhostProfile: Invalid value: \"/a\": must be a relative path")]
    [InlineData("""{"seccompProfile":{}}""", ".seccompProfile.type: Required value")]
    [InlineData("""{"seccompProfile":{"type":"Strict"}}""", ".seccompProfile.type: Unsupported value: \"Strict\": supported values: \"Localhost\", \"RuntimeDefault\", \"Unconfined\"")]
    [InlineData("""{"appArmorProfile":{"type":"Localhost"}}""", ".appArmorProfile.localhostProfile: Required value: must be set when AppArmor type is Localhost")]
    [InlineData("""{"appArmorProfile":{"type":"Localhost","localhostProfile":" a"}}""", ".appArmorProfile.localhostProfile: Invalid value: \" a\": must not be padded with whitespace")]
    public void Context_ofAContainerThatBreaksARule_isNamed(string context, string error) =>
        Assert.Equal([$"spec.containers[0].securityContext{error}"], ErrorsOf(container: $"\"securityContext\":{context}"));

    [Theory]
    [InlineData("""{"privileged":true,"allowPrivilegeEscalation":false}""", "cannot set `allowPrivilegeEscalation` to false and `privileged` to true")]
    [InlineData("""{"capabilities":{"add":["CAP_SYS_ADMIN"]},"allowPrivilegeEscalation":false}""", "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN")]
    public void Context_thatContradictsItself_isNamed(string context, string words)
    {
        var error = Assert.Single(ErrorsOf(container: $"\"securityContext\":{context}"));

        Assert.StartsWith("spec.containers[0].securityContext: Invalid value: ", error, StringComparison.Ordinal);
        Assert.EndsWith(words, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Capability_thatIsNone_isNamed() => Assert.StartsWith(
        "spec.containers[0].securityContext.capabilities.drop[1]: Unsupported value: \"EVERYTHING\": supported values: \"ALL\", \"AUDIT_CONTROL\"",
        Assert.Single(ErrorsOf(container: """ "securityContext":{"capabilities":{"drop":["KILL","EVERYTHING"]}} """)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"runAsNonRoot":true}""", """{"runAsUser":0}""", false)]
    [InlineData("""{"runAsUser":0}""", """{"runAsNonRoot":true}""", false)]
    [InlineData("""{"runAsUser":0,"runAsNonRoot":true}""", """{"runAsUser":1000}""", true)]
    [InlineData("""{"runAsUser":0,"runAsNonRoot":true}""", """{"runAsNonRoot":false}""", true)]
    [InlineData("""{"runAsUser":0,"runAsNonRoot":true}""", """{}""", false)]
    public void User_isWhatTheContainerSays_andElseThePod(string pod, string container, bool well) =>
        Assert.Equal(well ? 0 : 1, ErrorsOf($"\"securityContext\":{pod}", $"\"securityContext\":{container}").Length);

    [Theory]
    [InlineData("""{"sysctls":[{"name":"net.ipv4.tcp_syncookies","value":"1"},{"name":"kernel.shm_rmid_forced","value":"0"}],"fsGroup":0,"supplementalGroups":[1,2]}""")]
    [InlineData("""{"fsGroup":1000,"fsGroupChangePolicy":"OnRootMismatch","runAsUser":1,"runAsGroup":1,"seccompProfile":{"type":"RuntimeDefault"}}""")]
    public void Context_ofAPod_isWell(string context) => Assert.Empty(ErrorsOf($"\"securityContext\":{context}"));

    [Theory]
    [InlineData("\"hostNetwork\":true,", """{"sysctls":[{"name":"net.ipv4.tcp_syncookies","value":"1"}]}""", ".sysctls[0].name: Invalid value: \"net.ipv4.tcp_syncookies\": may not be specified when 'hostNetwork' is set to true")]
    [InlineData("\"hostIPC\":true,", """{"sysctls":[{"name":"kernel.shm_rmid_forced","value":"1"}]}""", ".sysctls[0].name: Invalid value: \"kernel.shm_rmid_forced\": may not be specified when 'hostIPC' is set to true")]
    [InlineData("", """{"sysctls":[{"name":"kernel.shm_rmid_forced","value":"1"},{"name":"kernel.shm_rmid_forced","value":"0"}]}""", ".sysctls[1].name: Duplicate value: \"kernel.shm_rmid_forced\"")]
    [InlineData("", """{"sysctls":[{"name":"kernel.msgmax","value":"1"}]}""", ".sysctls[0].name: Unsupported value: \"kernel.msgmax\": supported values: \"kernel.shm_rmid_forced\"")]
    [InlineData("", """{"sysctls":[{"value":"1"}]}""", ".sysctls[0].name: Required value")]
    [InlineData("", """{"supplementalGroups":[1,-1]}""", ".supplementalGroups[1]: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("", """{"fsGroup":-1}""", ".fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive")]
    [InlineData("", """{"fsGroupChangePolicy":"Never"}""", ".fsGroupChangePolicy: Unsupported value: \"Never\": supported values: \"Always\", \"OnRootMismatch\"")]
    [InlineData("", """{"seccompProfile":{"type":"Localhost"}}""", ".seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost")]
    public void Context_ofAPodThatBreaksARule_isNamed(string fields, string context, string error) =>
        Assert.StartsWith($"spec.securityContext{error}", Assert.Single(ErrorsOf($"{fields}\"securityContext\":{context}")), StringComparison.Ordinal);
}
