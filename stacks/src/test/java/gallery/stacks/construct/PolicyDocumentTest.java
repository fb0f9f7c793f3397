package gallery.stacks.construct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {

    @Test
    void writesElementsInTheOrderAwsDocuments() {
        PolicyDocument policy = PolicyDocument.of(
                Statement.allow("Read")
                        .on("arn:aws:s3:::a/*")
                        .actions("s3:GetObject", "s3:GetObjectVersion")
                        .when("StringEquals", "aws:SourceAccount", "111122223333")
                        .when("StringEquals", "aws:PrincipalTag/Team", "a", "b")
                        .services("lambda.amazonaws.com")
                        .awsPrincipals("arn:aws:iam::111122223333:root"),
                Statement.deny("Rest").everyone().actions("s3:*").on("arn:aws:s3:::a"));

        assertThat(policy.json()).isEqualTo("""
                        {"Version":"2012-10-17","Statement":[\
                        {"Sid":"Read","Effect":"Allow",\
                        "Principal":{"Service":["lambda.amazonaws.com"],"AWS":["arn:aws:iam::111122223333:root"]},\
                        "Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":["arn:aws:s3:::a/*"],\
                        "Condition":{"StringEquals":{"aws:SourceAccount":["111122223333"],\
                        "aws:PrincipalTag/Team":["a","b"]}}},\
                        {"Sid":"Rest","Effect":"Deny","Principal":"*","Action":["s3:*"],"Resource":["arn:aws:s3:::a"]}]}""");
    }

    @Test
    void trustsOneService() {
        assertThat(PolicyDocument.trust("lambda.amazonaws.com").json()).isEqualTo("""
                        {"Version":"2012-10-17","Statement":[{"Sid":"AssumeRole","Effect":"Allow",\
                        "Principal":{"Service":["lambda.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}""");
    }

    @Test
    void aStatementStaysAsItWasWhenAnotherIsMadeOfIt() {
        Statement read = Statement.allow("Read").actions("s3:GetObject").on("arn:aws:s3:::a/*");
        String before = PolicyDocument.of(read).json();

        read.actions("s3:PutObject").when("Bool", "aws:SecureTransport", "true").services("lambda.amazonaws.com");

        assertThat(PolicyDocument.of(read).json()).isEqualTo(before);
    }

    @Test
    void refusesWhatAwsWouldRefuse() {
        assertThatThrownBy(() -> Statement.allow("not an id")).hasMessageContaining("letters and digits only");
        assertThatThrownBy(() -> Statement.allow("A").actions("GetObject")).hasMessageContaining("is not an action");
        assertThatThrownBy(() -> PolicyDocument.of(Statement.allow("A")).json())
                .hasMessageContaining("names no action");
        assertThatThrownBy(() -> new PolicyDocument(List.of())).hasMessageContaining("at least one statement");
        assertThatThrownBy(() -> PolicyDocument.of(Statement.allow("A"), Statement.deny("A")))
                .hasMessageContaining("two statements have the id 'A'");
        assertThatThrownBy(() -> Statement.allow("A").when("Bool", "k", "true").when("Bool", "k", "false"))
                .hasMessageContaining("has the condition k twice");
        assertThatThrownBy(() -> PolicyDocument.of(Statement.allow("A")
                                .actions("s3:GetObject")
                                .everyone()
                                .services("lambda.amazonaws.com"))
                        .json())
                .hasMessageContaining("names everyone and single principals");
    }
}
